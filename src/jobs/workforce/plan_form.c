// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The action plan form of the GOV.UK gender pay gap service: which of its actions the
 * register chooses, and whether the service would take the plan. The rules are those of its
 * code: two actions that are new or in progress, among them one for the gender pay gap and
 * one for menopause, each with a text of up to 100 words.
 */
#include "actions.h"

#include "pg_law.h"
#include "pg_schema.h"

#include <ctype.h>
#include <errno.h>

static const struct plan_action {
    const char *category;
    bool for_gap, for_menopause;
    const char *action;
} plan_actions[] = {
#define PG_PLAN_ACTION(category, for_gap, for_menopause, action)                           \
    {category, for_gap, for_menopause, action},
#include "plan_actions.def"
#undef PG_PLAN_ACTION
};

enum {
    N_PLAN_ACTIONS = sizeof plan_actions / sizeof plan_actions[0],
    LEAST_ACTIONS = PG_LAW_PLAN_ACTIONS,
    MOST_WORDS = PG_LAW_PLAN_WORDS,
    MOST_WORDS_OF_NARRATIVE = PG_LAW_PLAN_NARRATIVE_WORDS
};

/** What is chosen in the form: actions of the register, by action of the form. */
struct form {
    const char *chosen_for[N_PLAN_ACTIONS]; /**< NULL = none */
    bool counts[N_PLAN_ACTIONS];            /**< one of them is new or in progress */
    size_t n_not_counted;                   /**< actions of the register */
    size_t n_bad_texts;                     /**< of those that count */
};

// The bytes of the space at a place; 0 if there is none. Text that is pasted has spaces of
// other kinds: no-break spaces and those of several widths.
static size_t space_at(struct pg_str text, size_t i)
{
    static const char *const others[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE3\x80\x80",
                                         "\xE2\x80\xA8", "\xE2\x80\xA9"};
    const char *at = text.ptr + i;
    size_t left = text.len - i;

    if (isspace((unsigned char)*at))
        return 1;
    for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
        size_t len = strlen(others[k]);
        if (left >= len && memcmp(at, others[k], len) == 0)
            return len;
    }
    bool is_wide = left >= 3 && memcmp(at, "\xE2\x80", 2) == 0 &&
                   (unsigned char)at[2] >= 0x80 && (unsigned char)at[2] <= 0x8A;
    return is_wide ? 3 : 0;
}

static size_t words_of(struct pg_str text)
{
    size_t n = 0;
    bool is_in = false;

    for (size_t i = 0, len; i < text.len; i += len) {
        size_t space = space_at(text, i);
        len = space > 0 ? space : 1;
        n += space == 0 && !is_in;
        is_in = space == 0;
    }
    return n;
}

static size_t plan_action_called(struct pg_str text)
{
    size_t k = 0;

    while (k < N_PLAN_ACTIONS && !pg_schema_same_header(text, plan_actions[k].action))
        k++;
    return k;
}

// New or in progress: neither done, embedded, nor without a status that is known.
static bool counts(const struct register_of_actions *reg, size_t row)
{
    struct pg_str status = pg_workforce_rows_cell(&reg->rows, row, reg->status);
    enum progress progress;

    return status.len > 0 && pg_workforce_read_progress(status, &progress) &&
           progress != ACHIEVED;
}

static void take_row(struct register_of_actions *reg, size_t row, struct form *form)
{
    struct pg_str chosen = pg_workforce_rows_cell(&reg->rows, row, reg->form);
    size_t k = plan_action_called(chosen);

    if (chosen.len == 0)
        return;
    if (k == N_PLAN_ACTIONS) {
        pg_workforce_warn_of_action(
            reg, row,
            "the action of the form is none that it has, so it is not "
            "counted; the sheet Action_plan_form lists them");
        return;
    }
    const char *action = pg_workforce_kept_of_row(reg, row, reg->action);
    const char *before = form->chosen_for[k];
    form->chosen_for[k] =
        before != NULL ? pg_arena_printf(&reg->workforce->arena, "%s; %s", before, action)
                       : action;
    if (!counts(reg, row)) {
        form->n_not_counted++;
        return;
    }
    size_t n_words = words_of(pg_workforce_rows_cell(&reg->rows, row, reg->text));
    form->counts[k] = true;
    form->n_bad_texts += n_words == 0 || n_words > MOST_WORDS;
}

// http or https, a host, no space.
static bool is_link(const char *link)
{
    static const char *const schemes[] = {"https://", "http://"};

    for (size_t i = 0; link != NULL && i < 2; i++) {
        size_t len = strlen(schemes[i]);
        if (pg_str_same((struct pg_str){link, strlen(link) < len ? strlen(link) : len},
                        schemes[i]))
            return link[len] != '\0' && strchr("/?#", link[len]) == NULL &&
                   strpbrk(link, " \t") == NULL;
    }
    return false;
}

static bool has_person(const struct pg_employer *employer)
{
    return employer->responsible_person != NULL && employer->job_title != NULL &&
           words_of(pg_str_of(employer->responsible_person)) >= 2;
}

// The words of the narrative; 0 if there is none.
static paygap_status count_narrative(struct pg_workforce *workforce, size_t *n,
                                     paygap_error *err)
{
    const char *name = workforce->config.workforce.plan_narrative;
    char part[4096];
    struct pg_buffer text = {0};
    size_t len;

    *n = 0;
    if (name == NULL)
        return PAYGAP_OK;
    const char *path = pg_workforce_path(workforce, name);
    struct pg_bytes bytes;
    if (pg_bytes_open(&bytes, workforce->config.inputs, path, NULL) != PAYGAP_OK)
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0,
                          "could not open the text that [workforce] plan_narrative "
                          "names: %s",
                          strerror(errno));
    while ((len = pg_bytes_read(&bytes, part, sizeof part)) > 0)
        pg_buffer_add(&text, part, len);
    const bool is_read = pg_bytes_check(&bytes, NULL) == PAYGAP_OK;
    pg_bytes_close(&bytes);
    if (text.ptr != NULL)
        *n = words_of((struct pg_str){text.ptr, text.len});
    paygap_status status =
        text.failed ? pg_no_memory(err)
        : is_read   ? PAYGAP_OK
                    : pg_fail_at(err, PAYGAP_OPEN, path, 0, 0, "could not read the text");
    pg_buffer_free(&text);
    return status;
}

static void put_rule(struct register_of_actions *reg, const char *rule, bool is_met)
{
    pg_workforce_put_text(reg->workforce, reg->table, "Rule of the form");
    pg_workforce_put_text(reg->workforce, reg->table, rule);
    pg_workforce_put_text(reg->workforce, reg->table, "");
    pg_workforce_put_text(reg->workforce, reg->table, "");
    pg_workforce_put_text(reg->workforce, reg->table, is_met ? "met" : "not met");
}

static void put_rules(struct register_of_actions *reg, const struct form *form,
                      size_t n_words_of_narrative)
{
    const struct pg_config *config = &reg->workforce->config;
    size_t n = 0, n_gap = 0, n_menopause = 0;

    for (size_t k = 0; k < N_PLAN_ACTIONS; k++) {
        n += form->counts[k];
        n_gap += form->counts[k] && plan_actions[k].for_gap;
        n_menopause += form->counts[k] && plan_actions[k].for_menopause;
    }
    put_rule(reg, "At least two actions, new or in progress", n >= LEAST_ACTIONS);
    put_rule(reg, "At least one of them for the gender pay gap", n_gap > 0);
    put_rule(reg, "At least one of them for menopause", n_menopause > 0);
    put_rule(reg, "A supporting text of 1 to 100 words for each of them",
             n > 0 && form->n_bad_texts == 0);
    put_rule(reg, "A link to the employer's website, http or https",
             is_link(config->employer.link));
    if (pg_policy_regime(&config->policy)->has_signatory)
        put_rule(reg, "A responsible person with first name, last name and job title",
                 has_person(&config->employer));
    put_rule(reg, "A narrative of at most 200 words, if there is one",
             n_words_of_narrative <= MOST_WORDS_OF_NARRATIVE);
}

static void begin_table(struct register_of_actions *reg, const struct form *form)
{
    struct pg_workforce *workforce = reg->workforce;
    struct pg_document_table *table = reg->table =
        pg_workforce_table(workforce, "Action_plan_form",
                           "The action plan form of the GOV.UK gender pay gap service");

    pg_workforce_note(table,
                      "Voluntary for the reporting year from 2026; mandatory from 2027 "
                      "only if regulations are made.");
    pg_workforce_note(
        table, "The rules are those of the service's code. Only actions that are new or in "
               "progress count. Guidance lets an embedded action count for menopause; the "
               "service's code does not, and it is the stricter that is applied here.");
    if (form->n_not_counted > 0)
        pg_workforce_note(
            table,
            pg_arena_printf(&workforce->arena,
                            "%zu %s in the form but %s not count: %s complete, embedded, "
                            "or without a status that is known.",
                            form->n_not_counted,
                            form->n_not_counted == 1 ? "action of the register is"
                                                     : "actions of the register are",
                            form->n_not_counted == 1 ? "does" : "do",
                            form->n_not_counted == 1 ? "it is" : "they are"));
    pg_workforce_named_by(table, "Category", PG_COLUMN_CATEGORY, 40);
    pg_workforce_named_by(table, "Action of the form", PG_COLUMN_ITEM, 60);
    pg_workforce_column(table, "For the gender pay gap", "gender_pay_gap", PG_VALUE_TEXT,
                        12, PG_ALL);
    pg_workforce_column(table, "For menopause", "menopause", PG_VALUE_TEXT, 12, PG_ALL);
    pg_workforce_column(table, "Chosen for", "chosen", PG_VALUE_TEXT, 40, PG_ALL);
}

paygap_status pg_workforce_add_plan_form(struct register_of_actions *reg, paygap_error *err)
{
    struct pg_workforce *workforce = reg->workforce;
    struct form form = {.n_bad_texts = 0};
    size_t n_words;

    if (reg->form == SIZE_MAX) {
        pg_workforce_say_missing(
            workforce, "Action plan form of the GOV.UK service",
            "a column form in the register of actions, with the action chosen");
        return PAYGAP_OK;
    }
    PG_TRY(count_narrative(workforce, &n_words, err));
    for (size_t row = 0; row < reg->rows.n; row++)
        take_row(reg, row, &form);
    begin_table(reg, &form);
    for (size_t k = 0; k < N_PLAN_ACTIONS; k++) {
        const char *chosen = form.chosen_for[k];
        pg_workforce_put_text(workforce, reg->table, plan_actions[k].category);
        pg_workforce_put_text(workforce, reg->table, plan_actions[k].action);
        pg_workforce_put_text(workforce, reg->table,
                              plan_actions[k].for_gap ? "yes" : "no");
        pg_workforce_put_text(workforce, reg->table,
                              plan_actions[k].for_menopause ? "yes" : "no");
        pg_workforce_put_text(workforce, reg->table, chosen != NULL ? chosen : "");
    }
    put_rules(reg, &form, n_words);
    return PAYGAP_OK;
}
