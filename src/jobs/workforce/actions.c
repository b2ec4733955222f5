// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The register of actions: red, amber or green by rule and as given, what is overdue, and
 * how the measure has moved that each action should move; the form of the GOV.UK service;
 * indicators.
 */
#include "actions.h"

#include "pg_schema.h"

#include <math.h>
#include <stdlib.h>

// Words of a status, without case, spaces and dashes; what is not said has not progressed.
bool pg_workforce_read_progress(struct pg_str status, enum progress *progress)
{
    static const struct {
        enum progress progress;
        const char *word;
    } words[] = {{ACHIEVED, "complete"},
                 {ACHIEVED, "completed"},
                 {ACHIEVED, "achieved"},
                 {ACHIEVED, "done"},
                 {ACHIEVED, "closed"},
                 {ACHIEVED, "delivered"},
                 {ACHIEVED, "embedded"},
                 {PROGRESSING, "in progress"},
                 {PROGRESSING, "progressing"},
                 {PROGRESSING, "started"},
                 {PROGRESSING, "work continues"},
                 {PROGRESSING, "ongoing"},
                 {PROGRESSING, "on track"},
                 {NO_PROGRESS, "no progress"},
                 {NO_PROGRESS, "new"},
                 {NO_PROGRESS, "not started"},
                 {NO_PROGRESS, "not complete"},
                 {NO_PROGRESS, "planned"},
                 {NO_PROGRESS, "to do"},
                 {NO_PROGRESS, "delayed"},
                 {NO_PROGRESS, "on hold"},
                 {NO_PROGRESS, "open"},
                 {NO_PROGRESS, "not yet started"}};

    *progress = NO_PROGRESS;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!pg_schema_same_header(status, words[i].word))
            continue;
        *progress = words[i].progress;
        return true;
    }
    return status.len == 0;
}

static void find_columns(struct register_of_actions *reg)
{
    static const char *const names[][5] = {
        {"objective", "aim", NULL},
        {"action", "actions", NULL},
        {"deliverable", "deliverables", "outcome", NULL},
        {"owner", "lead", "responsible", NULL},
        {"due", "due date", "deadline", "timescale", NULL},
        {"status", "progress", NULL},
        {"measure", "indicator", NULL},
        {"rag", "rag rating", NULL},
        {"form", "govuk action", "service action", NULL},
        {"text", "narrative", "description", NULL}};
    size_t *const columns[] = {
        &reg->objective, &reg->action,  &reg->deliverable, &reg->owner, &reg->due,
        &reg->status,    &reg->measure, &reg->rag,         &reg->form,  &reg->text};

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        *columns[i] = pg_workforce_rows_find(&reg->rows, names[i]);
}

const char *pg_workforce_kept_of_row(struct register_of_actions *reg, size_t row,
                                     size_t column)
{
    struct pg_str text = pg_workforce_rows_cell(&reg->rows, row, column);

    return pg_arena_printf(&reg->workforce->arena, "%.*s", (int)text.len, text.ptr);
}

void pg_workforce_warn_of_action(const struct register_of_actions *reg, size_t row,
                                 const char *what)
{
    pg_workforce_warn_of_row(reg->workforce, &reg->rows, row, what);
}

// Days from the date looked at to the due date; INT64_MAX if there is none.
static int64_t days_left(const struct register_of_actions *reg, size_t row)
{
    struct pg_date due;
    struct pg_str text = pg_workforce_rows_cell(&reg->rows, row, reg->due);

    if (pg_schema_day_parse(text, reg->workforce->config.mapping.month_first, &due) ==
        PG_CELL_VALUE)
        return pg_date_days(due) - pg_date_days(reg->on);
    if (text.len > 0)
        pg_workforce_warn_of_action(
            reg, row,
            "the due date is no date, so nothing is said of it; write it as "
            "2026-06-30");
    return INT64_MAX;
}

enum { SOON = 90 };

static const char *rag_by_rule(enum progress progress, int64_t days)
{
    if (progress == ACHIEVED)
        return "Green";
    if (days < 0 || (progress == NO_PROGRESS && days <= SOON))
        return "Red";
    return days <= SOON || days == INT64_MAX || progress == NO_PROGRESS ? "Amber" : "Green";
}

// How the measure of an action has moved from the first date to the latest.
static void put_movement(struct register_of_actions *reg, size_t row)
{
    struct pg_workforce *workforce = reg->workforce;
    struct pg_str measure = pg_workforce_rows_cell(&reg->rows, row, reg->measure);
    struct pg_measured first, last;
    size_t latest = pg_workforce_latest(workforce);

    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->measure));
    bool is_one = measure.len > 0 &&
                  pg_workforce_measure_called(workforce, measure, 0, &first) &&
                  pg_workforce_measure_called(workforce, measure, latest, &last);
    if (measure.len > 0 && !is_one)
        pg_workforce_warn_of_action(
            reg, row,
            "the measure is none that the people tables have; write such as \"women of "
            "sex at Directors\"");
    for (int i = 0; !is_one && i < 3; i++)
        pg_workforce_put_none(reg->table);
    if (!is_one)
        return;
    const size_t *a = first.rests_on, *b = last.rests_on;
    pg_workforce_put_fraction(workforce, reg->table, first.share, a);
    pg_workforce_put_fraction(workforce, reg->table, last.share, b);
    pg_workforce_put_fraction(workforce, reg->table,
                              pg_workforce_apart(last.share, first.share),
                              PG_ON(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]));
}

static void check_rag(const struct register_of_actions *reg, size_t row)
{
    struct pg_str rag = pg_workforce_rows_cell(&reg->rows, row, reg->rag);

    if (rag.len > 0 && !pg_str_same(rag, "red") && !pg_str_same(rag, "amber") &&
        !pg_str_same(rag, "green"))
        pg_workforce_warn_of_action(reg, row,
                                    "the RAG rating is none of red, amber and green");
}

static void put_action(struct register_of_actions *reg, size_t row)
{
    static const enum pg_verdict verdicts[] = {PG_VERDICT_ACHIEVED, PG_VERDICT_PROGRESSING,
                                               PG_VERDICT_NO_PROGRESS};
    struct pg_workforce *workforce = reg->workforce;
    enum progress progress;
    if (!pg_workforce_read_progress(pg_workforce_rows_cell(&reg->rows, row, reg->status),
                                    &progress))
        pg_workforce_warn_of_action(
            reg, row,
            "the status is none that is known here and is taken as no progress; write "
            "complete, in progress or not started");
    int64_t days = days_left(reg, row);
    check_rag(reg, row);

    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->objective));
    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->action));
    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->deliverable));
    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->owner));
    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->due));
    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->status));
    pg_workforce_put_verdict(workforce, reg->table, verdicts[progress], NULL, NULL);
    pg_workforce_put_text(workforce, reg->table, rag_by_rule(progress, days));
    pg_workforce_put_text(workforce, reg->table,
                          pg_workforce_kept_of_row(reg, row, reg->rag));
    bool is_overdue = progress != ACHIEVED && days < 0;
    pg_workforce_put_verdict(workforce, reg->table,
                             is_overdue ? PG_VERDICT_OVERDUE : PG_VERDICT_NONE, NULL, NULL);
    put_movement(reg, row);
}

static void begin_table(struct register_of_actions *reg)
{
    struct pg_workforce *workforce = reg->workforce;
    char date[32];
    struct pg_document_table *table = reg->table = workforce->parts[PG_PART_ACTIONS] =
        pg_workforce_table(workforce, "Actions",
                           pg_arena_printf(&workforce->arena, "Actions, as of %s",
                                           pg_date_long(reg->on, date)));

    pg_workforce_note(
        table,
        "By rule: green if achieved, or progressing with more than 90 days left; red "
        "if overdue, or without progress and 90 days or fewer left; amber otherwise. "
        "The measure's movement stands beside the action; it is no proof that the "
        "action moved it.");
    pg_workforce_column(table, "Objective", "objective", PG_VALUE_TEXT, 30, PG_ALL);
    pg_workforce_named_by(table, "Action", PG_COLUMN_ITEM, 40);
    pg_workforce_column(table, "Deliverable", "deliverable", PG_VALUE_TEXT, 30, PG_ALL);
    pg_workforce_column(table, "Owner", "owner", PG_VALUE_TEXT, 22, PG_ALL);
    pg_workforce_column(table, "Due", "due", PG_VALUE_TEXT, 12, PG_ALL);
    pg_workforce_column(table, "Status", "status", PG_VALUE_TEXT, 16, PG_ALL);
    pg_workforce_column(table, "Progress", "progress", PG_VALUE_TEXT, 13, PG_ALL);
    pg_workforce_column(table, "RAG by rule", "rag", PG_VALUE_RAG, 9, PG_ALL);
    pg_workforce_column(table, "RAG as given", "rag_given", PG_VALUE_RAG, 9, PG_ALL);
    pg_workforce_column(table, "Overdue", "overdue", PG_VALUE_TEXT, 10, PG_ALL);
    pg_workforce_column(table, "Measure", "measure", PG_VALUE_TEXT, 30, PG_ALL);
    pg_workforce_column(table, "At the first date (%)", "share_at_start", PG_VALUE_PERCENT,
                        11, PG_ALL);
    pg_workforce_column(table, "Now (%)", "share", PG_VALUE_PERCENT, 9, PG_ALL);
    pg_workforce_column(table, "Change (percentage points)", "change", PG_VALUE_POINTS, 13,
                        PG_ALL);
}

paygap_status pg_workforce_add_actions(struct pg_workforce *workforce, paygap_error *err)
{
    struct register_of_actions reg = {
        .workforce = workforce,
        .on = workforce->snapshots[pg_workforce_latest(workforce)].date};
    const struct pg_workforce_settings *settings = &workforce->config.workforce;

    if (settings->actions == NULL) {
        pg_workforce_say_missing(workforce, "Action plan",
                                 "[workforce] actions = a register of actions");
        return pg_workforce_add_indicators(workforce, err);
    }
    if (settings->actions_on.year != 0)
        reg.on = settings->actions_on;
    paygap_status status =
        pg_workforce_rows_of_key(workforce, &reg.rows, "actions", settings->actions, err);
    if (status == PAYGAP_OK) {
        find_columns(&reg);
        if (reg.action == SIZE_MAX)
            status = pg_fail_at(err, PAYGAP_COLUMN, reg.rows.path, 1, 0,
                                "no column action, which says what is to be done");
    }
    if (status == PAYGAP_OK) {
        begin_table(&reg);
        for (size_t row = 0; row < reg.rows.n; row++)
            put_action(&reg, row);
        status = pg_workforce_add_plan_form(&reg, err);
    }
    pg_workforce_rows_free(&reg.rows);
    return status == PAYGAP_OK ? pg_workforce_add_indicators(workforce, err) : status;
}
