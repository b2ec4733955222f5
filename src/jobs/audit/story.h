// SPDX-License-Identifier: GPL-3.0-or-later
/** The story of one employee, told line by line. */
#ifndef PG_AUDIT_STORY_H
#define PG_AUDIT_STORY_H

#include "pg_audit.h"

/** What is being told, and of whom. */
struct story {
    const struct pg_run *run;
    FILE *stream;
    uint32_t row;
};

/** Millionths of a pound as pounds, with pence and what is beyond them; exact. */
const char *pg_audit_story_pounds(int64_t millionths, char text[static 48]);

/** A fraction of pounds: to the penny if it is whole pence, else to six decimals. */
const char *pg_audit_story_value(struct pg_fraction pounds, char text[static 48]);
const char *pg_audit_story_number(double value, char text[static 48]);

/** "a month" and so on; "a period" of millionths of days without a name. */
const char *pg_audit_story_period(const struct story *story, uint32_t days);

/* The paragraphs, in the order they are told. */
void pg_audit_tell_who(const struct story *story);
void pg_audit_tell_pay(const struct story *story);
void pg_audit_tell_parts(const struct story *story);
void pg_audit_tell_week(const struct story *story);
void pg_audit_tell_posts(const struct story *story);
void pg_audit_tell_rate(const struct story *story);
void pg_audit_tell_populations(const struct story *story);
void pg_audit_tell_quarter(const struct story *story, const struct pg_workings *workings);

#endif
