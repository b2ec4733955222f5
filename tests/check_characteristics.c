// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of characteristics: labels as exports write them against the groups of the censuses
 * and of the NHS Data Dictionary, and the levels, comparators and refusals of a whole
 * column.
 */
#include "pg_characteristics.h"
#include "testing.h"

/* Labels by code, by official label and by everyday variants; the groups are those of the
 * censuses, the NHS Data Dictionary (ethnic category) and the tables of Scotland 2022 and
 * Northern Ireland 2021. */
static const struct {
    const char *scheme, *label, *group, *broad;
} label_cases[] = {
    {"ew2021", "White - British", "English, Welsh, Scottish, Northern Irish or British",
     "White"},
    {"ew2021", "english/welsh/scottish/northern irish/british",
     "English, Welsh, Scottish, Northern Irish or British", "White"},
    {"ew2021", "White \xE2\x80\x93 Irish", "Irish", "White"},
    {"ew2021", "Roma", "Roma", "White"},
    {"ew2021", "Asian/Asian British: Indian", "Indian", "Asian or Asian British"},
    {"ew2021", "Asian or Asian British - Pakistani", "Pakistani", "Asian or Asian British"},
    {"ew2021", "Chinese", "Chinese", "Asian or Asian British"},
    {"ew2021", "Black African", "African", "Black, Black British, Caribbean or African"},
    {"ew2021", "Mixed/Multiple ethnic groups - White & Asian", "White and Asian",
     "Mixed or Multiple ethnic groups"},
    {"ew2021", "Arab", "Arab", "Other ethnic group"},
    {"ew2021", "Asian", "", "Asian or Asian British"}, // the broad group alone
    {"ew2021", "BME", "", ""},
    {"ew2011", "Roma", "", ""}, // came with 2021
    {"ew2001", "Chinese", "Chinese", "Chinese or other ethnic group"},
    {"nhs", "A", "White British", "White"},
    {"nhs", "C3", "Any other White background", "White"},
    {"nhs", "CA White English", "Any other White background", "White"},
    {"nhs", "PD", "Any other Black background", "Black or Black British"},
    {"nhs", "R", "Chinese", "Chinese or other ethnic group"},
    {"nhs", "A White - British", "White British", "White"},
    {"nhs", "H - Indian", "Indian", "Asian or Asian British"},
    {"nhs", "I", "", ""}, // not a code, on purpose
    {"nhs", "NA", "", ""},
    {"nhs", "No", "", ""},
    {"scotland2022", "African", "African, Scottish African or British African",
     "African, Scottish African or British African"},
    {"scotland2022", "White Polish", "Polish", "White"},
    {"ni2021", "Filipino", "Filipino", "Asian"},
    {"disability", "Yes", "Disabled", "Disabled"},
    {"disability", "no", "Not disabled", "Not disabled"},
};

START_TEST(test_labels_of_the_schemes)
{
    const char *broad;
    const char *group = pg_characteristics_scheme_recognise(label_cases[_i].scheme,
                                                            label_cases[_i].label, &broad);

    ck_assert_msg(strcmp(group, label_cases[_i].group) == 0, "%s: %s",
                  label_cases[_i].label, group);
    ck_assert_msg(strcmp(broad, label_cases[_i].broad) == 0, "%s: %s",
                  label_cases[_i].label, broad);
}
END_TEST

static const struct {
    const char *label;
    enum pg_group_kind kind;
} answer_cases[] = {
    {"Prefer not to say", PG_GROUP_DECLINED},
    {"Not stated", PG_GROUP_DECLINED},
    {"REFUSED", PG_GROUP_DECLINED},
    {"", PG_GROUP_NOT_KNOWN},
    {" - ", PG_GROUP_NOT_KNOWN},
    {"Not Known", PG_GROUP_NOT_KNOWN},
    {"n/a", PG_GROUP_NOT_KNOWN},
    {"None", PG_GROUP_NAMED},
    {"White", PG_GROUP_NAMED},
};

START_TEST(test_asked_and_declined_is_not_not_known)
{
    ck_assert_int_eq(pg_characteristics_answer_kind(pg_str_of(answer_cases[_i].label)),
                     answer_cases[_i].kind);
}
END_TEST

/** A column of labels, classified. */
struct column {
    struct pg_intern texts;
    size_t n_rows[32];
    struct pg_arena arena;
    struct pg_classified classified;
    paygap_error error;
};

static void add_label(struct column *column, const char *label, size_t n)
{
    bool is_new;
    uint32_t code = pg_intern_add(&column->texts, pg_str_of(label), &is_new);

    column->n_rows[code] += n;
}

static paygap_status classify(struct column *column,
                              const struct pg_characteristic *characteristic,
                              const struct pg_spelling *spellings, size_t n)
{
    struct pg_labels labels = {&column->texts, column->n_rows};

    return pg_characteristics_classify(&column->classified, &column->arena, characteristic,
                                       &labels, spellings, n, "paygap.ini", &column->error);
}

static const char *group_of(const struct column *column, enum pg_level_kind kind,
                            const char *label)
{
    const struct pg_level *level = &column->classified.levels[kind];
    uint32_t code = pg_intern_find(&column->texts, pg_str_of(label));

    return level->groups[level->of_finest[column->classified.finest_of_label[code]]].name;
}

static void free_column(struct column *column)
{
    pg_characteristics_classified_free(&column->classified);
    pg_arena_free(&column->arena);
    pg_intern_free(&column->texts);
}

START_TEST(test_levels_of_an_ethnicity)
{
    struct column column = {.n_rows = {0}};
    struct pg_characteristic ethnicity = {.name = (char *)"ethnicity"};
    const struct pg_spelling spelling = {"Brit.", "White British"};

    add_label(&column, "", 3);
    add_label(&column, "White British", 50);
    add_label(&column, "Brit.", 9);
    add_label(&column, "Indian", 20);
    add_label(&column, "White", 4);
    add_label(&column, "Prefer not to say", 2);
    add_label(&column, "Martian", 1);
    ck_assert_int_eq(classify(&column, &ethnicity, &spelling, 1), PAYGAP_OK);
    ck_assert_str_eq(column.classified.scheme_title, "England and Wales 2021 (19 groups)");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_BROAD, "Indian"), "Asian or Asian British");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_BROAD, "White"), "White");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_DETAILED, "White"),
                     "White, group not given");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_DETAILED, "Brit."),
                     "English, Welsh, Scottish, Northern Irish or British");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_BINARY, "Brit."), "White British");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_BINARY, "Indian"),
                     "All other ethnic groups");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_BINARY, "White"), "Not known");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_WRES, "Indian"), "Minority ethnic");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_DETAILED, "Prefer not to say"),
                     "Prefer not to say");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_DETAILED, ""), "Not known");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_DETAILED, "Martian"), "Not known");
    ck_assert_uint_eq(column.classified.n_unrecognised, 1);
    ck_assert_str_eq(column.classified.unrecognised[0].label, "Martian");
    free_column(&column);
}
END_TEST

// Labels of no scheme stay as they are, in the order of their numbers; case does not
// matter.
START_TEST(test_labels_as_they_are)
{
    struct column column = {.n_rows = {0}};
    struct pg_characteristic grade = {.name = (char *)"pay_grade"};

    add_label(&column, "", 0);
    add_label(&column, "G10", 5);
    add_label(&column, "G2", 4);
    add_label(&column, "g2", 9);
    add_label(&column, "<25", 1);
    add_label(&column, ">25", 1);
    ck_assert_int_eq(classify(&column, &grade, NULL, 0), PAYGAP_OK);
    const struct pg_level *level = &column.classified.levels[PG_LEVEL_DETAILED];
    ck_assert_uint_eq(level->n_groups, 6);
    ck_assert_str_eq(level->groups[2].name, "g2");
    ck_assert_str_eq(level->groups[3].name, "G10");
    ck_assert_str_eq(group_of(&column, PG_LEVEL_DETAILED, "G2"), "g2");
    ck_assert_str_eq(column.classified.title, "Pay grade");
    ck_assert(!column.classified.has_level[PG_LEVEL_BROAD]);
    free_column(&column);
}
END_TEST

START_TEST(test_a_comparator_that_is_no_group)
{
    struct column column = {.n_rows = {0}};
    struct pg_characteristic grade = {.name = (char *)"grade",
                                      .comparison = PG_COMPARE_NAMED,
                                      .comparator = (char *)"Grad 2",
                                      .line = 7};

    add_label(&column, "", 0);
    add_label(&column, "Grade 1", 5);
    add_label(&column, "Grade 2", 5);
    ck_assert_int_eq(classify(&column, &grade, NULL, 0), PAYGAP_CONFIG);
    ck_assert_uint_eq(column.error.row, 7);
    ck_assert_ptr_nonnull(strstr(column.error.text, "did you mean \"Grade 2\""));
    free_column(&column);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("characteristics");

    add_loop(tc, test_labels_of_the_schemes, label_cases);
    add_loop(tc, test_asked_and_declined_is_not_not_known, answer_cases);
    tcase_add_test(tc, test_levels_of_an_ethnicity);
    tcase_add_test(tc, test_labels_as_they_are);
    tcase_add_test(tc, test_a_comparator_that_is_no_group);
    return tc;
}
