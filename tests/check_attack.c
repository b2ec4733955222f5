// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of attack: the systems of tests/data/protection/systems.json, whose intervals were
 * found by integer programming in another program, and small publications written by hand
 * whose sums are shown.
 */
#define _XOPEN_SOURCE 700
#include "pg_attack.h"
#include "pg_attack_system.h"
#include "pg_writers.h"
#include "testing.h"

#include <jansson.h>
#include <math.h>
#include <paygap/attack.h>
#include <sys/stat.h>
#include <unistd.h>

// ---------------------------------------------------------------- systems of the prototype

static double number_or(const json_t *value, double otherwise)
{
    return json_is_number(value) ? json_number_value(value) : otherwise;
}

static size_t place_of(const struct pg_attack_system *system, const char *name)
{
    for (size_t i = 0; i < system->n; i++) {
        if (strcmp(system->unknowns[i].name, name) == 0)
            return i;
    }
    ck_abort_msg("no unknown %s", name);
    return 0;
}

static void fill(struct pg_attack_system *system, const json_t *one)
{
    json_t *relations = json_object_get(one, "relations"), *item, *factor;
    size_t i;
    const char *name;

    json_array_foreach(json_object_get(one, "unknowns"), i, item)
    {
        pg_attack_add_unknown(system, json_string_value(json_object_get(item, "name")),
                              number_or(json_object_get(item, "lo"), -INFINITY),
                              number_or(json_object_get(item, "hi"), INFINITY),
                              json_is_true(json_object_get(item, "integer")));
    }
    json_array_foreach(relations, i, item)
    {
        pg_attack_relate(system, number_or(json_object_get(item, "lo"), -INFINITY),
                         number_or(json_object_get(item, "hi"), INFINITY), NULL);
        json_object_foreach(json_object_get(item, "terms"), name, factor)
            pg_attack_term(system, place_of(system, name), json_number_value(factor));
    }
}

// Every hidden unknown of a case has the interval that the file says.
static void check_case(const json_t *one)
{
    const char *id = json_string_value(json_object_get(one, "id"));
    struct pg_attack_system system = {0};
    json_t *item;
    size_t i;

    fill(&system, one);
    ck_assert_msg(pg_attack_propagate(&system) == SIZE_MAX, "%s", id);
    json_array_foreach(json_object_get(one, "hidden"), i, item)
    {
        const json_t *ends = json_object_get(item, "attacker");
        const char *name = json_string_value(json_object_get(item, "name"));
        struct pg_attack_question question = {
            place_of(&system, name), -INFINITY, INFINITY, 0, 0, false};
        ck_assert_int_eq(pg_attack_solve(&system, &question, 1, NULL), PAYGAP_OK);
        double least = number_or(json_array_get(ends, 0), -INFINITY);
        double most = number_or(json_array_get(ends, 1), INFINITY);
        double slack = system.unknowns[question.unknown].is_whole ? 1e-9 : 2e-3;
        ck_assert_msg(question.least == least || fabs(question.least - least) <= slack,
                      "%s, %s: least %g, not %g", id, name, question.least, least);
        ck_assert_msg(question.most == most || fabs(question.most - most) <= slack,
                      "%s, %s: most %g, not %g", id, name, question.most, most);
    }
    pg_attack_system_free(&system);
}

START_TEST(test_hidden_unknowns_have_the_intervals_of_the_cases)
{
    char *path = source_path("tests/data/protection/systems.json");
    json_t *file = json_load_file(path, 0, NULL), *one;
    size_t i;

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(json_array_size(json_object_get(file, "cases")), 27);
    json_array_foreach(json_object_get(file, "cases"), i, one) check_case(one);
    json_decref(file);
    free(path);
}
END_TEST

// ---------------------------------------------------------------- publications by hand

/** A folder with files, and what an attack of it finds. */
struct publication {
    char folder[64];
    char paths[4][128];
    size_t n_paths;
    struct pg_attack_findings findings;
};

static void begin(struct publication *publication)
{
    *publication = (struct publication){.folder = "/tmp/check-attack-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(publication->folder));
}

static void put_file(struct publication *publication, const char *name, const char *text)
{
    char *path = publication->paths[publication->n_paths++];
    snprintf(path, sizeof publication->paths[0], "%s/%s", publication->folder, name);
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void end(struct publication *publication)
{
    for (size_t i = 0; i < publication->n_paths; i++)
        (void)remove(publication->paths[i]);
    (void)rmdir(publication->folder);
    pg_attack_findings_free(&publication->findings);
}

#define HEADER                                                                             \
    "employer,snapshot_date,characteristic,group,comparator,measure,value,"                \
    "value_lower,value_upper,published,unit,count,status\n"
#define SEXES                                                                              \
    "X,2026-04-05,sex,men,,headcount,20,,,20,people,20,ok\n"                               \
    "X,2026-04-05,sex,women,,headcount,40,,,40,people,40,ok\n"
#define COUNT(of, group, measure, n)                                                       \
    "X,2026-04-05," of "," group ",," measure "," n ",,," n ",people,,ok\n"
#define HIDDEN(of, group, measure)                                                         \
    "X,2026-04-05," of "," group ",," measure ",,,,[c],people,,suppressed\n"
#define RANGE(of, group, measure, lo, hi)                                                  \
    "X,2026-04-05," of "," group ",," measure ",," lo "," hi ",a range,people,,range\n"
#define MEAN(of, group, measure, mean)                                                     \
    "X,2026-04-05," of "," group ",," measure "," mean ",,," mean ",pounds,,ok\n"

/** What of it is learnt: of the first finding of that name; least above most = nothing. */
static const struct written_case {
    const char *name, *text, *what;
    double least, most;
} written_cases[] = {
    // 20 + 40 - 36 - 21 = 3
    {"a count withheld alone is read off",
     HEADER SEXES COUNT("Site", "A", "headcount", "36") HIDDEN("Site", "B", "headcount")
         COUNT("Site", "C", "headcount", "21"),
     "Site \"B\": people", 3, 3},
    // B + C = 60 - 36 = 24: from 0 to 24 each
    {"of two that are withheld nothing follows",
     HEADER SEXES COUNT("Site", "A", "headcount", "36") HIDDEN("Site", "B", "headcount")
         HIDDEN("Site", "C", "headcount"),
     "Site \"B\": people", 1, 0},
    // C is 20 to 24, so B = 60 - 36 - C is 0 to 4: not 5
    {"the range of one caps the other",
     HEADER SEXES COUNT("Site", "A", "headcount", "36") RANGE(
         "Site", "B", "headcount", "0", "5") RANGE("Site", "C", "headcount", "20", "24"),
     "Site \"B\": people", 0, 4},
    // C is 15 to 22: B = 24 - C is at least 2, and may be 5
    {"5 or fewer that is 2 at least",
     HEADER SEXES COUNT("Site", "A", "headcount", "36") RANGE(
         "Site", "B", "headcount", "0", "5") RANGE("Site", "C", "headcount", "15", "22"),
     "Site \"B\": people", 2, 5},
    // C is 15 to 24: B is 0 to 5, as is printed
    {"5 or fewer that may be any of them",
     HEADER SEXES COUNT("Site", "A", "headcount", "36") RANGE(
         "Site", "B", "headcount", "0", "5") RANGE("Site", "C", "headcount", "15", "24"),
     "Site \"B\": people", 1, 0},
    // 36 - 33 = 3
    {"who is not on full pay is the difference",
     HEADER SEXES COUNT("Site", "A", "headcount", "36") COUNT(
         "Site", "B", "headcount", "24") COUNT("Site", "A", "full_pay_headcount", "33")
         COUNT("Site", "B", "full_pay_headcount", "24"),
     "Site \"A\": not on full pay", 3, 3},
    // One man of 20 is not on full pay, by the law; that no more than 1 is in A follows
    {"what the law gives is not learnt",
     HEADER SEXES COUNT("sex", "men", "full_pay_headcount", "19") COUNT(
         "sex", "women", "full_pay_headcount", "40") COUNT("Site", "A", "headcount", "36")
         COUNT("Site", "B", "headcount", "24") HIDDEN("Site", "A", "full_pay_headcount")
             HIDDEN("Site", "B", "full_pay_headcount"),
     "Site \"A\": not on full pay", 1, 0},
    {"a small count that is printed",
     HEADER SEXES COUNT("Site", "A", "headcount", "57")
         COUNT("Site", "B", "headcount", "3"),
     "Site \"B\": people", 3, 3},
    // 8.25 to 8.35 % of 60 is 4.95 to 5.01: 5, so no small count
    {"a share gives a count of 5",
     HEADER SEXES HIDDEN("Site", "A", "headcount")
         HIDDEN("Site", "B",
                "headcount") "X,2026-04-05,Site,B,,workforce_share,8.3,,,8.3,percent,,ok\n",
     "Site \"B\": people", 1, 0},
    // 4.95 to 5.05 % of 60 is 2.97 to 3.03: 3
    {"a share gives a count of 3",
     HEADER SEXES HIDDEN("Site", "A", "headcount")
         HIDDEN("Site", "B",
                "headcount") "X,2026-04-05,Site,B,,workforce_share,5.0,,,5.0,percent,,ok\n",
     "Site \"B\": people", 3, 3},
    // All are 20 x 18 + 40 x 15 = 960 (+-0.3); A: 51 x 15.50 = 790.5 (+-0.255). The 9 of B
    // have 168.945 to 170.055.
    {"the pay of nine people is what the others leave",
     HEADER SEXES COUNT("sex", "men", "full_pay_headcount", "20")
         COUNT("sex", "women", "full_pay_headcount", "40")
             MEAN("sex", "men", "mean_hourly_pay", "18.00") MEAN("sex", "women",
                                                                 "mean_hourly_pay", "15.00")
                 COUNT("Site", "A", "headcount", "51") COUNT("Site", "B", "headcount", "9")
                     COUNT("Site", "A", "full_pay_headcount", "51")
                         COUNT("Site", "B", "full_pay_headcount", "9")
                             MEAN("Site", "A", "mean_hourly_pay", "15.50")
                                 HIDDEN("Site", "B", "mean_hourly_pay"),
     "Site \"B\": hourly pay in all", 168.945, 170.055},
    // Of 10 people nothing is learnt by the same sums
    {"the pay of ten people is no single person's",
     HEADER SEXES COUNT("sex", "men", "full_pay_headcount", "20")
         COUNT("sex", "women", "full_pay_headcount", "40")
             MEAN("sex", "men", "mean_hourly_pay", "18.00") MEAN("sex", "women",
                                                                 "mean_hourly_pay", "15.00")
                 COUNT("Site", "A", "headcount", "50") COUNT("Site", "B", "headcount", "10")
                     COUNT("Site", "A", "full_pay_headcount", "50")
                         COUNT("Site", "B", "full_pay_headcount", "10")
                             MEAN("Site", "A", "mean_hourly_pay", "15.50")
                                 HIDDEN("Site", "B", "mean_hourly_pay"),
     "Site \"B\": hourly pay in all", 1, 0},
    // The same sums tell the pay of all but A, though B and C are withheld.
    {"the pay of all but one group",
     HEADER SEXES COUNT("sex", "men", "full_pay_headcount",
                        "20") COUNT("sex", "women", "full_pay_headcount",
                                    "40") MEAN("sex", "men", "mean_hourly_pay", "18.00")
         MEAN("sex", "women", "mean_hourly_pay", "15.00") COUNT(
             "Site", "A", "headcount", "51") COUNT("Site", "A", "full_pay_headcount", "51")
             MEAN("Site", "A", "mean_hourly_pay", "15.50") HIDDEN("Site", "B", "headcount")
                 HIDDEN("Site", "B", "full_pay_headcount") HIDDEN("Site", "C", "headcount")
                     HIDDEN("Site", "C", "full_pay_headcount"),
     "everybody: hourly pay in all but Site \"A\"", 168.945, 170.055},
    // All of the 7 in B are on leave
    {"nobody on full pay",
     HEADER SEXES COUNT("Site", "A", "headcount", "53") COUNT("Site", "B", "headcount", "7")
         COUNT("Site", "A", "full_pay_headcount", "43")
             COUNT("Site", "B", "full_pay_headcount", "0"),
     "Site \"B\": not on full pay", 7, 7},
};

static const struct pg_attack_finding *find(const struct pg_attack_findings *findings,
                                            const char *what)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (strcmp(findings->items[i].what, what) == 0)
            return &findings->items[i];
    }
    return NULL;
}

START_TEST(test_what_follows_from_publications_is_learnt)
{
    const struct written_case *one = &written_cases[_i];
    struct publication publication;

    begin(&publication);
    put_file(&publication, "results.csv", one->text);
    ck_assert_int_eq(
        pg_attack_folder(publication.folder, PG_ATTACK_RULE, &publication.findings, NULL),
        PAYGAP_OK);
    const struct pg_attack_finding *found = find(&publication.findings, one->what);
    ck_assert_msg((found != NULL) == (one->least <= one->most), "%s", one->name);
    if (found != NULL) {
        ck_assert_msg(fabs(found->least - one->least) < 0.01, "%s: least %g", one->name,
                      found->least);
        ck_assert_msg(fabs(found->most - one->most) < 0.01, "%s: most %g", one->name,
                      found->most);
    }
    ck_assert_msg(publication.findings.n_notes == 0, "%s", one->name);
    end(&publication);
}
END_TEST

/* The sums are those a reader would do: 20 + 40 - 36 - 21 = 3. */
START_TEST(test_the_sums_that_show_a_count_are_told)
{
    struct publication publication;

    begin(&publication);
    put_file(&publication, "results.csv", written_cases[0].text);
    ck_assert_int_eq(
        pg_attack_folder(publication.folder, PG_ATTACK_RULE, &publication.findings, NULL),
        PAYGAP_OK);
    ck_assert_uint_eq(publication.findings.n, 1);
    ck_assert_str_eq(publication.findings.items[0].argument,
                     "20 (men: people) + 40 (women: people) - 36 (Site \"A\": people) - "
                     "21 (Site \"C\": people) = 3");
    end(&publication);
}
END_TEST

/*
 * Sites add up to 57 at least, people are 50 + 5: no sum. Team is attacked all the same:
 * 55 - 52 = 3. That a level cannot be true is no contradiction, so nothing is noted; that
 * one count is printed twice, as 52 and as 51, is.
 */
START_TEST(test_what_cannot_be_true_is_left_aside)
{
    struct publication publication;

    begin(&publication);
    put_file(
        &publication, "results.csv",
        HEADER COUNT("sex", "men", "headcount", "50")
            COUNT("sex", "women", "headcount", "5") COUNT("Site", "A", "headcount", "57")
                HIDDEN("Site", "B", "headcount") COUNT("Team", "A", "headcount", "52")
                    COUNT("Team", "A", "headcount", "51") HIDDEN("Team", "B", "headcount"));
    ck_assert_int_eq(
        pg_attack_folder(publication.folder, PG_ATTACK_RULE, &publication.findings, NULL),
        PAYGAP_OK);
    ck_assert_ptr_null(find(&publication.findings, "Site \"B\": people"));
    ck_assert_ptr_nonnull(find(&publication.findings, "Team \"B\": people"));
    ck_assert_uint_eq(publication.findings.n_notes, 1);
    end(&publication);
}
END_TEST

#define W_HEADER                                                                           \
    "part,date,category,dimension,characteristic,group,comparator,item,measure,"           \
    "value,published,unit,status\n"
#define W(part, category, of, group, n)                                                    \
    part ",2026-04-05," category ",," of "," group ",,,headcount," n "," n                 \
         ",people or number,ok\n"
#define W_HIDDEN(part, category, of, group)                                                \
    part ",2026-04-05," category ",," of "," group                                         \
         ",,,headcount,,[c],people or number,suppressed\n"

/*
 * The report withholds the disabled, the workforce report of the same day has them by site:
 * with 20 men and 40 women both are of the same 60 people. 60 - 50 = 10 are disabled, 8 of
 * them at North, so 2 at South.
 */
START_TEST(test_reports_of_one_date_are_one_system)
{
    struct publication publication;

    begin(&publication);
    put_file(&publication, "results.csv",
             HEADER SEXES COUNT("disability", "Not disabled", "headcount", "50")
                 HIDDEN("disability", "Disabled", "headcount"));
    put_file(&publication, "workforce.csv",
             W_HEADER W("Profile", "", "Sex", "Women", "40")
                 W("Profile", "", "Sex", "Men", "20")
                     W("Profile_by_site", "North", "Disability", "Disabled", "8")
                         W_HIDDEN("Profile_by_site", "South", "Disability", "Disabled"));
    ck_assert_int_eq(
        pg_attack_folder(publication.folder, PG_ATTACK_RULE, &publication.findings, NULL),
        PAYGAP_OK);
    const struct pg_attack_finding *found =
        find(&publication.findings, "site \"South\", disability \"Disabled\": people");
    ck_assert_ptr_nonnull(found);
    ck_assert_double_eq(found->least, 2);
    ck_assert_double_eq(found->most, 2);
    end(&publication);
}
END_TEST

#define EVENT(group, item, measure, n)                                                     \
    "Recruitment,,North,,Disability," group ",Not disabled," item "," measure "," n "," n  \
    ",people or number,ok\n"

/*
 * 30 disabled people applied, 12 were shortlisted, which the next stage has as its whole;
 * of the 12 10 were appointed, so 12 - 10 = 2 were not. Of those who are not disabled 9 of
 * 9 were bullied; of the 30 women 3 were, by sex.
 */
START_TEST(test_those_to_whom_it_did_not_happen_are_a_count)
{
    struct publication publication;

    begin(&publication);
    put_file(
        &publication, "workforce.csv",
        W_HEADER EVENT("Disabled", "Applied to shortlisted", "of", "30")
            EVENT("Disabled", "Applied to shortlisted", "n", "12") EVENT(
                "Disabled", "Shortlisted to appointed", "n",
                "10") "WDES,,,,,,,Bullied,other_n,9,9,people or number,ok\n"
                      "WDES,,,,,,,Bullied,other_of,9,9,people or number,ok\n"
                      "Employee_lifecycle,,,,Sex,Women,Men,Bullied,n,3,3,people or number,ok\n");
    ck_assert_int_eq(
        pg_attack_folder(publication.folder, PG_ATTACK_RULE, &publication.findings, NULL),
        PAYGAP_OK);
    ck_assert_uint_eq(publication.findings.n, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct pg_attack_finding *found = &publication.findings.items[i];
        bool is_everybody = found->kind == PG_ATTACK_EVERYBODY;
        ck_assert_double_eq(found->most, is_everybody ? 9 : 2);
        ck_assert_double_eq(found->least, is_everybody ? 9 : 2);
    }
    ck_assert_int_ne(publication.findings.items[0].kind,
                     publication.findings.items[1].kind);
    end(&publication);
}
END_TEST

/* 12 people and then 13: one has joined. 20 and then 26 are more than a few. */
START_TEST(test_small_changes_between_dates_are_told)
{
    struct publication one, two;
    struct pg_attack_findings findings = {0};

    begin(&one);
    begin(&two);
    put_file(&one, "results.csv",
             HEADER COUNT("Site", "A", "headcount", "12")
                 COUNT("Site", "B", "headcount", "20"));
    put_file(&two, "results.csv",
             HEADER "X,2027-04-05,Site,A,,headcount,13,,,13,people,,ok\n"
                    "X,2027-04-05,Site,B,,headcount,26,,,26,people,,ok\n");
    const struct pg_attack_files files[] = {{.results = one.paths[0]},
                                            {.results = two.paths[0]}};
    ck_assert_int_eq(pg_attack_publications(files, 2, PG_ATTACK_RULE, &findings, NULL),
                     PAYGAP_OK);
    ck_assert_uint_eq(findings.n, 1);
    ck_assert_int_eq(findings.items[0].kind, PG_ATTACK_CHANGE);
    ck_assert_double_eq(findings.items[0].most, 1);
    pg_attack_findings_free(&findings);
    end(&one);
    end(&two);
}
END_TEST

// A workbook of one sheet: people of the sites A and B.
static void put_book(struct publication *publication, double a, double b)
{
    static const struct pg_document_column columns[] = {
        {.header = "Group", .kind = PG_VALUE_WORD, .width = 20},
        {.header = "Employees [note 5]", .kind = PG_VALUE_COUNT, .width = 20}};
    char *path = publication->paths[publication->n_paths++];
    const double numbers[] = {a, b};
    const char *const names[] = {"A", "B"};
    struct pg_workbook_facts facts;
    struct pg_document document;

    snprintf(path, sizeof publication->paths[0], "%s/report.xlsx", publication->folder);
    pg_document_begin(&document);
    document.title = document.author = document.subject = document.keywords = "t";
    pg_document_section(&document, "Site_people", "Site: employees", NULL);
    struct pg_document_table *table = pg_document_new_table(&document);
    pg_document_add_columns(table, columns, 2);
    pg_document_place(&document, table);
    for (int i = 0; i < 2; i++) {
        pg_document_put(table, pg_document_words(names[i]));
        pg_document_put(table, numbers[i] < 0 ? pg_document_state(PG_VALUE_WITHHELD)
                                              : pg_document_number(numbers[i]));
    }
    ck_assert_int_eq(pg_document_end(&document, NULL), PAYGAP_OK);
    ck_assert_int_eq(
        pg_writers_workbook(&document, path, publication->folder, &facts, NULL), PAYGAP_OK);
    pg_document_free(&document);
}

/* A is printed in both; B is withheld in the file and 24 in the sheet, then in neither. */
START_TEST(test_a_workbook_that_shows_what_the_file_withholds_is_told)
{
    for (int is_withheld = 0; is_withheld < 2; is_withheld++) {
        struct publication publication;
        begin(&publication);
        put_file(&publication, "results.csv",
                 HEADER COUNT("Site", "A", "headcount", "36")
                     HIDDEN("Site", "B", "headcount"));
        put_book(&publication, 36, is_withheld ? -1 : 24);
        ck_assert_int_eq(pg_attack_folder(publication.folder, PG_ATTACK_RULE,
                                          &publication.findings, NULL),
                         PAYGAP_OK);
        ck_assert_uint_eq(publication.findings.n, is_withheld ? 0 : 1);
        ck_assert_uint_eq(publication.findings.n_notes, 0);
        if (!is_withheld) {
            ck_assert_int_eq(publication.findings.items[0].kind, PG_ATTACK_SHEET);
            ck_assert_double_eq(publication.findings.items[0].most, 24);
        }
        end(&publication);
    }
}
END_TEST

/* Of what is no publication the message says what is missing, and where. */
static const struct damaged_case {
    const char *name, *text;
    paygap_status status;
    size_t row;
} damaged_cases[] = {
    {"an empty file", "", PAYGAP_NOT_A_TABLE, 1},
    {"another table", "a,b,c\n1,2,3\n", PAYGAP_NOT_A_TABLE, 1},
    {"no values", "characteristic,group,measure\nsex,men,headcount\n", PAYGAP_NOT_A_TABLE,
     1},
    {"a quotation mark that is not closed", HEADER "X,\"2026-04-05,sex,men\n",
     PAYGAP_NOT_A_TABLE, 2},
    {"short rows", HEADER "X\nX,2026-04-05\n", PAYGAP_OK, 0},
    {"numbers that are none",
     HEADER "X,2026-04-05,sex,men,,headcount,many,,,many,people,few,ok\n"
            "X,2026-04-05,Site,A,,headcount,,9,3,,people,,range\n"
            "X,2026-04-05,Site,A,,mean_hourly_gap,1e9,,,1e9,percent,-5,ok\n",
     PAYGAP_OK, 0},
};

START_TEST(test_damaged_publications_are_told_with_their_place)
{
    const struct damaged_case *one = &damaged_cases[_i];
    struct publication publication;
    paygap_error error = {.status = PAYGAP_OK};

    begin(&publication);
    put_file(&publication, "results.csv", one->text);
    ck_assert_msg(pg_attack_folder(publication.folder, PG_ATTACK_RULE,
                                   &publication.findings, &error) == one->status,
                  "%s: %s", one->name, error.text);
    ck_assert_msg(error.row == one->row, "%s: row %zu", one->name, error.row);
    end(&publication);
}
END_TEST

/* The public call: nothing learnt, something learnt, no publication, no initialiser. */
START_TEST(test_the_call_tells_whether_something_is_learnt)
{
    paygap_attack_options options = PAYGAP_ATTACK_OPTIONS_INIT;
    struct publication publication;
    const char *folder = publication.folder;
    paygap_error error;
    FILE *nowhere = fopen("/dev/null", "w");

    begin(&publication);
    options.folders = &folder;
    options.n_folders = 1;
    ck_assert_int_eq(paygap_attack(&options, nowhere, &error), PAYGAP_NOT_A_TABLE);
    put_file(&publication, "results.csv", written_cases[0].text);
    ck_assert_int_eq(paygap_attack(&options, nowhere, &error), PAYGAP_DIFFERENT);
    // 3 is no small count where the minimum is 3
    options.minimum_count = 3;
    ck_assert_int_eq(paygap_attack(&options, nowhere, &error), PAYGAP_OK);
    options.struct_size = 0;
    ck_assert_int_eq(paygap_attack(&options, nowhere, &error), PAYGAP_USAGE);
    ck_assert_int_eq(fclose(nowhere), 0);
    end(&publication);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("attack");

    tcase_add_test(tc, test_hidden_unknowns_have_the_intervals_of_the_cases);
    add_loop(tc, test_what_follows_from_publications_is_learnt, written_cases);
    tcase_add_test(tc, test_the_sums_that_show_a_count_are_told);
    tcase_add_test(tc, test_what_cannot_be_true_is_left_aside);
    tcase_add_test(tc, test_reports_of_one_date_are_one_system);
    tcase_add_test(tc, test_those_to_whom_it_did_not_happen_are_a_count);
    tcase_add_test(tc, test_small_changes_between_dates_are_told);
    tcase_add_test(tc, test_a_workbook_that_shows_what_the_file_withholds_is_told);
    add_loop(tc, test_damaged_publications_are_told_with_their_place, damaged_cases);
    tcase_add_test(tc, test_the_call_tells_whether_something_is_learnt);
    return tc;
}
