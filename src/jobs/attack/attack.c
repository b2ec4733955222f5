// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * An attack from the files to what is learnt, in the order of the functions of facts.h:
 * rows are read, each is given its people, what is printed narrows the unknowns, sums tie
 * them, means and gaps tie sums of pay, and what follows is judged. Sums of counts come
 * before those of pay, since a gap needs to know of how many people it is.
 */
#include "facts.h"

#include "pg_solver.h"

#include <paygap/attack.h>
#include <stdio.h>
#include <stdlib.h>

void pg_attack_note(struct pg_attack_findings *findings, const char *format, ...)
{
    va_list arguments;
    const char **grown = pg_grown(findings->notes, findings->n_notes,
                                  &findings->notes_capacity, sizeof *grown);

    findings->failed |= grown == NULL;
    if (grown == NULL)
        return;
    findings->notes = grown;
    va_start(arguments, format);
    grown[findings->n_notes++] = pg_arena_vprintf(&findings->arena, format, arguments);
    va_end(arguments);
}

void pg_attack_learn(struct pg_attack_findings *findings, enum pg_attack_kind kind,
                     const char *what, double least, double most, const char *argument)
{
    struct pg_attack_finding *grown =
        pg_grown(findings->items, findings->n, &findings->capacity, sizeof *grown);

    findings->failed |= grown == NULL;
    if (grown == NULL)
        return;
    findings->items = grown;
    grown[findings->n++] =
        (struct pg_attack_finding){kind, pg_arena_text(&findings->arena, what), least, most,
                                   pg_arena_text(&findings->arena, argument)};
}

void pg_attack_findings_free(struct pg_attack_findings *findings)
{
    free(findings->items);
    free(findings->notes);
    pg_arena_free(&findings->arena);
    *findings = (struct pg_attack_findings){.n = 0};
}

// ---------------------------------------------------------------- files

static paygap_status read_all(struct pg_attack_reading *reading,
                              const struct pg_attack_files *publications, size_t n,
                              paygap_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (publications[i].results != NULL)
            PG_TRY(pg_attack_read(reading, publications[i].results, i, false, err));
        if (publications[i].workforce != NULL)
            PG_TRY(pg_attack_read(reading, publications[i].workforce, i, true, err));
    }
    return PAYGAP_OK;
}

static bool is_there(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL)
        return false;
    // A folder opens, but does not read.
    bool is_read = fgetc(file) != EOF || ferror(file) == 0;
    (void)fclose(file);
    return is_read;
}

static const char *file_in(struct pg_arena *arena, const char *folder, const char *name)
{
    const char *path = pg_arena_printf(arena, "%s/%s", folder, name);

    return is_there(path) ? path : NULL;
}

paygap_status pg_attack_find_files(struct pg_attack_files *files, struct pg_arena *arena,
                                   const char *folder, paygap_error *err)
{
    const char *const folders[] = {pg_arena_printf(arena, "%s/publish", folder), folder};

    for (int i = 0; i < 2; i++) {
        *files = (struct pg_attack_files){
            .results = file_in(arena, folders[i], "results.csv"),
            .workforce = file_in(arena, folders[i], "workforce.csv"),
            .results_book = file_in(arena, folders[i], "report.xlsx"),
            .workforce_book = file_in(arena, folders[i], "workforce.xlsx")};
        if (arena->failed)
            return pg_no_memory(err);
        if (files->results != NULL || files->workforce != NULL)
            return PAYGAP_OK;
    }
    return pg_fail_at(err, PAYGAP_NOT_A_TABLE, folder, 0, 0,
                      "this is no publication: neither in it nor in its folder publish is "
                      "there a results.csv or a workforce.csv");
}

// ---------------------------------------------------------------- the attack

// What contradicts itself is noted and left out; the rest is attacked.
static void propagate(struct pg_attack_cells *cells, struct pg_attack_findings *findings)
{
    struct pg_attack_system *system = &cells->system;
    size_t impossible;

    while (!system->failed && (impossible = pg_attack_propagate(system)) != SIZE_MAX) {
        const struct pg_attack_relation *relation = &system->relations[impossible];
        size_t first = system->terms[relation->first].unknown;
        pg_attack_note(findings,
                       "no numbers fit all figures about %s; what goes with them was not "
                       "attacked",
                       system->unknowns[first].name);
        pg_attack_give_up(system, impossible);
        cells->is_contradicted = true;
    }
    cells->failed |= system->failed;
}

static paygap_status attack(struct pg_attack_cells *cells, struct pg_attack_facts *facts,
                            const struct pg_attack_reading *reading, paygap_error *err)
{
    struct pg_attack_findings *findings = facts->findings;

    PG_TRY(pg_attack_place_figures(facts, cells, reading, err));
    PG_TRY(pg_attack_take_facts(cells, facts, err));
    PG_TRY(pg_attack_find_splits(cells, facts, err));
    PG_TRY(pg_attack_relate_cells(cells, err));
    PG_TRY(pg_attack_take_events(cells, reading, findings, err));
    propagate(cells, findings);
    PG_TRY(pg_attack_relate_pay(cells, facts, err));
    propagate(cells, findings);
    PG_TRY(pg_attack_judge(cells, findings, err));
    return pg_attack_compare_releases(cells, findings, err);
}

// One attack from the beginning; *is_contradicted: some figures contradict each other.
static paygap_status attack_once(const struct pg_attack_reading *reading,
                                 const struct pg_attack_files *publications, size_t n,
                                 struct pg_attack_rule rule, bool may_be_unknown_sex,
                                 struct pg_attack_findings *findings, bool *is_contradicted,
                                 paygap_error *err)
{
    struct pg_attack_facts facts = {.findings = findings};
    struct pg_attack_cells cells;

    pg_attack_cells_begin(&cells, rule);
    cells.may_be_unknown_sex = may_be_unknown_sex;
    paygap_status status = attack(&cells, &facts, reading, err);
    for (size_t i = 0; i < n && status == PAYGAP_OK; i++) {
        if (publications[i].results_book != NULL)
            status =
                pg_attack_read_book(&cells, publications[i].results_book, i, findings, err);
    }
    if (status == PAYGAP_OK && (findings->failed || findings->arena.failed))
        status = pg_no_memory(err);
    *is_contradicted = cells.is_contradicted;
    free(facts.items);
    pg_attack_cells_free(&cells);
    return status;
}

paygap_status pg_attack_publications(const struct pg_attack_files *publications, size_t n,
                                     struct pg_attack_rule rule,
                                     struct pg_attack_findings *findings, paygap_error *err)
{
    struct pg_attack_reading reading = {.n = 0};
    bool is_contradicted = false;
    paygap_status status = read_all(&reading, publications, n, err);

    if (status == PAYGAP_OK)
        status = attack_once(&reading, publications, n, rule, false, findings,
                             &is_contradicted, err);
    if (status == PAYGAP_OK && is_contradicted) {
        findings->n = findings->n_notes = findings->n_counts = 0;
        status = attack_once(&reading, publications, n, rule, true, findings,
                             &is_contradicted, err);
    }
    pg_attack_reading_free(&reading);
    pg_solver_end();
    return status;
}

paygap_status pg_attack_files(const struct pg_attack_files *files,
                              struct pg_attack_rule rule,
                              struct pg_attack_findings *findings, paygap_error *err)
{
    return pg_attack_publications(files, 1, rule, findings, err);
}

paygap_status pg_attack_folder(const char *folder, struct pg_attack_rule rule,
                               struct pg_attack_findings *findings, paygap_error *err)
{
    struct pg_attack_files files;

    PG_TRY(pg_attack_find_files(&files, &findings->arena, folder, err));
    return pg_attack_files(&files, rule, findings, err);
}

// ---------------------------------------------------------------- the public call

paygap_status paygap_attack(const paygap_attack_options *options, FILE *stream,
                            paygap_error *error)
{
    struct pg_attack_findings findings = {.n = 0};
    struct pg_arena paths = {0};
    paygap_status status = PAYGAP_OK;

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options,
                            "PAYGAP_ATTACK_OPTIONS_INIT", error));
    struct pg_attack_rule rule = PG_ATTACK_RULE;
    if (options->minimum_count > 0)
        rule.minimum_count = options->minimum_count;
    if (options->minimum_publish > 0)
        rule.minimum_publish = options->minimum_publish;
    struct pg_attack_files *files = calloc(options->n_folders + 1, sizeof *files);
    if (files == NULL)
        return pg_no_memory(error);
    for (size_t i = 0; i < options->n_folders && status == PAYGAP_OK; i++)
        status = pg_attack_find_files(&files[i], &paths, options->folders[i], error);
    if (status == PAYGAP_OK)
        status = pg_attack_publications(files, options->n_folders, rule, &findings, error);
    if (status == PAYGAP_OK && !pg_attack_print(&findings, rule, stream))
        status = pg_no_memory(error);
    if (status == PAYGAP_OK && findings.n > 0)
        status = pg_fail(error, PAYGAP_DIFFERENT, "%s", "");
    pg_attack_findings_free(&findings);
    pg_arena_free(&paths);
    free(files);
    return status;
}
