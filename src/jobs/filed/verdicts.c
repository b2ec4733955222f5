// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_filed.h"

#include <stdarg.h>
#include <stdlib.h>

static const struct {
    enum pg_filed_verdict verdict;
    const char *code, *title;
} checks[PG_N_CHECKS] = {
#define PG_CHECK(name, verdict, code, title) {PG_FILED_##verdict, code, title},
#include "checks.def"
#undef PG_CHECK
};

_Static_assert(PG_N_CHECKS <= 32, "a return has a bit for each check");

enum pg_filed_verdict pg_filed_check_verdict(enum pg_filed_check check)
{
    return checks[check].verdict;
}

const char *pg_filed_check_code(enum pg_filed_check check)
{
    return checks[check].code;
}

const char *pg_filed_check_title(enum pg_filed_check check)
{
    return checks[check].title;
}

const char *pg_filed_verdict_name(enum pg_filed_verdict verdict)
{
    static const char *const names[PG_N_FILED_VERDICTS] = {
        "impossible", "breaks a rule of the service", "implausible", "consistent",
        "remark"};

    return names[verdict];
}

bool pg_filed_is_written(const struct pg_written *figure)
{
    return !figure->is_blank && !figure->is_bad;
}

int pg_filed_certain_year(const struct pg_return *filed)
{
    return filed->year_from == PG_YEAR_DUE_DATE ? filed->year : 0;
}

bool pg_filed_has_quarters(const struct pg_return *filed)
{
    int step = filed->is_womens_only ? 2 : 1;

    for (int i = filed->is_womens_only ? PG_FILED_WOMEN_LOWER : PG_FILED_MEN_LOWER;
         i <= PG_FILED_WOMEN_UPPER; i += step) {
        if (!pg_filed_is_written(&filed->figures[i]))
            return false;
    }
    return true;
}

void pg_filed_fail(struct pg_filed *filed, size_t index, enum pg_filed_check check,
                   const char *format, ...)
{
    struct pg_failed_check *grown =
        pg_grown(filed->failed, filed->n_failed, &filed->failed_capacity, sizeof *grown);
    char text[500];
    va_list arguments;

    if (grown == NULL) {
        filed->out_of_memory = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    filed->failed = grown;
    filed->failed[filed->n_failed++] = (struct pg_failed_check){
        (uint32_t)index, check, pg_arena_text(&filed->arena, text)};
    filed->returns[index].failed |= UINT32_C(1) << check;
}

static int by_return(const void *a, const void *b)
{
    const struct pg_failed_check *left = a, *right = b;

    if (left->of_return != right->of_return)
        return left->of_return < right->of_return ? -1 : 1;
    return left->check < right->check ? -1 : left->check > right->check;
}

static void count(struct pg_filed *filed)
{
    for (size_t i = 0; i < filed->n; i++)
        filed->returns[i].verdict = PG_FILED_CONSISTENT;
    for (size_t i = 0; i < filed->n_failed; i++) {
        const struct pg_failed_check *failed = &filed->failed[i];
        struct pg_return *of = &filed->returns[failed->of_return];
        enum pg_filed_verdict verdict = pg_filed_check_verdict(failed->check);
        filed->n_with[failed->check]++;
        if (verdict < of->verdict)
            of->verdict = verdict;
    }
    for (size_t i = 0; i < filed->n; i++)
        filed->n_verdict[filed->returns[i].verdict]++;
}

paygap_status pg_filed_judge(struct pg_filed *filed, paygap_error *err)
{
    for (size_t i = 0; i < filed->n; i++) {
        pg_filed_judge_possible(filed, i);
        pg_filed_judge_rules(filed, i);
        pg_filed_judge_likely(filed, i);
    }
    PG_TRY(pg_filed_judge_history(filed, err));
    if (filed->n_failed > 0)
        qsort(filed->failed, filed->n_failed, sizeof *filed->failed, by_return);
    count(filed);
    return filed->out_of_memory || filed->arena.failed ? pg_no_memory(err) : PAYGAP_OK;
}

void pg_filed_free(struct pg_filed *filed)
{
    pg_arena_free(&filed->arena);
    free(filed->returns);
    free(filed->failed);
    free(filed->files);
    free(filed->never_blank);
    *filed = (struct pg_filed){.n = 0};
}
