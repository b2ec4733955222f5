// SPDX-License-Identifier: GPL-3.0-or-later
#include "workforce.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Steps of about 1.5 to 2.5 %, wider from grade 8: the shape of a local government spine.
 */
const uint32_t spine_salaries[N_SPINE_POINTS] = {
    24390, 24684, 24978, 25275,  // grade 1
    25572, 25926, 26286, 26652,  // grade 2
    27018, 27396, 27780, 28173,  // grade 3
    28566, 28998, 29436, 29880,  // grade 4
    30330, 30822, 31323, 31830,  // grade 5
    32346, 32934, 33531, 34140,  // grade 6
    34758, 35466, 36189, 36927,  // grade 7
    37680, 38520, 39381, 40260,  // grade 8
    41160, 42150, 43164, 44202,  // grade 9
    46350, 48024, 49758, 51555,  // grade 10
    58200, 61110, 64167, 67374,  // grade 11
    84600, 91500, 98700, 112350, // grade 12
};

const char *const pay_period_names[] = {
    [PAY_WEEKLY] = "weekly",
    [PAY_LUNAR] = "four-weekly",
    [PAY_MONTHLY] = "monthly",
};

const char *const contract_names[] = {
    [CONTRACT_PERMANENT] = "Permanent",
    [CONTRACT_FIXED_TERM] = "Fixed term",
    [CONTRACT_CASUAL] = "Casual",
    [CONTRACT_APPRENTICE] = "Apprentice",
};

const char *const age_band_names[N_AGE_BANDS] = {
    [AGE_16_TO_24] = "16-24", [AGE_25_TO_34] = "25-34", [AGE_35_TO_44] = "35-44",
    [AGE_45_TO_54] = "45-54", [AGE_55_TO_64] = "55-64", [AGE_65_AND_OVER] = "65+",
};

const char *const department_names[N_DEPARTMENTS] = {
    [DEPARTMENT_ADULTS] = "Adult Social Care",
    [DEPARTMENT_CHILDREN] = "Children's Services",
    [DEPARTMENT_SCHOOLS] = "Schools",
    [DEPARTMENT_FACILITIES] = "Facilities",
    [DEPARTMENT_HIGHWAYS] = "Highways",
    [DEPARTMENT_WASTE] = "Waste and Parks",
    [DEPARTMENT_PLANNING] = "Planning",
    [DEPARTMENT_HOUSING] = "Housing",
    [DEPARTMENT_CORPORATE] = "Corporate",
    [DEPARTMENT_LIBRARIES] = "Libraries and Leisure",
};

/* England and Wales 2021: the harmonised categories of the census, in its order. */
const char *const ethnicity_names[N_ETHNICITIES] = {
    "English, Welsh, Scottish, Northern Irish or British",
    "Irish",
    "Gypsy or Irish Traveller",
    "Roma",
    "Any other White background",
    "White and Black Caribbean",
    "White and Black African",
    "White and Asian",
    "Any other Mixed or Multiple background",
    "Indian",
    "Pakistani",
    "Bangladeshi",
    "Chinese",
    "Any other Asian background",
    "Caribbean",
    "African",
    "Any other Black, Black British, or Caribbean background",
    "Arab",
    "Any other ethnic group",
    [ETHNICITY_DECLINED] = "Prefer not to say",
    [ETHNICITY_BLANK] = "",
};

const char *const disability_names[N_DISABILITIES] = {"No", "Yes", "Prefer not to say", ""};

// clang-format off
#define POST(department, grade, weight, women, women_part_time, men_part_time, paid, \
             casual, on_shifts, bonus, in_scheme) \
    {DEPARTMENT_##department, grade, weight, women, women_part_time, men_part_time, \
     PAY_##paid, casual, on_shifts, BONUS_##bonus, in_scheme}

const struct post council_posts[] = {
    POST(ADULTS,      3, 100, 850,  600,  300, MONTHLY,  60, 550, NONE,       0), // carer
    POST(ADULTS,      5,  34, 830,  450,  150, MONTHLY,   0, 500, NONE,       0), // senior
    POST(ADULTS,      9,  36, 790,  350,   80, MONTHLY,   0,  60, MARKET,    60), // social
    POST(ADULTS,     10,   9, 680,  200,    0, MONTHLY,   0,   0, MARKET,   100), // manager
    POST(ADULTS,     11,   3, 600,    0,    0, MONTHLY,   0,   0, MERIT,    300), // head
    POST(CHILDREN,    3,  20, 960,  550,  200, MONTHLY,  40,   0, NONE,       0), // nursery
    POST(CHILDREN,    6,  40, 860,  400,  100, MONTHLY,   0, 100, NONE,       0), // family
    POST(CHILDREN,    9,  36, 820,  300,   80, MONTHLY,   0,   0, MARKET,    70), // social
    POST(CHILDREN,   10,   8, 700,  200,    0, MONTHLY,   0,   0, MARKET,   100), // manager
    POST(CHILDREN,   11,   3, 550,    0,    0, MONTHLY,   0,   0, MERIT,    300), // head
    POST(SCHOOLS,     1,  40, 940, 1000, 1000, MONTHLY,  60,   0, NONE,       0), // midday
    POST(SCHOOLS,     3,  95, 920,  800,  400, MONTHLY,  20,   0, NONE,       0), // class
    POST(SCHOOLS,     3,  14, 130,  400,  100, MONTHLY,   0,   0, NONE,       0), // site
    POST(SCHOOLS,     4,  32, 930,  550,  150, MONTHLY,   0,   0, NONE,       0), // office
    POST(SCHOOLS,     9,   9, 760,  250,    0, MONTHLY,   0,   0, NONE,       0), // bursar
    POST(FACILITIES,  1,  36, 920,  900,  500, LUNAR,   140,   0, NONE,       0), // kitchen
    POST(FACILITIES,  1,  40, 830,  850,  550, LUNAR,   140,  80, NONE,       0), // cleaner
    POST(FACILITIES,  4,  14, 760,  450,  100, MONTHLY,   0,   0, NONE,       0), // cook
    POST(FACILITIES,  7,   4, 650,  150,    0, MONTHLY,   0,   0, NONE,       0), // area
    POST(HIGHWAYS,    4,  32,  30,  200,   30, WEEKLY,    0, 250, GRITTING, 380), // roads
    POST(HIGHWAYS,    3,  18, 450,  700,  400, MONTHLY,  60, 150, NONE,       0), // drivers
    POST(HIGHWAYS,    6,  16, 140,  250,   40, MONTHLY,   0, 150, GRITTING, 250), // works
    POST(HIGHWAYS,    9,  13, 180,  200,   40, MONTHLY,   0,   0, MARKET,   200), // design
    POST(HIGHWAYS,   11,   3, 200,    0,    0, MONTHLY,   0,   0, MERIT,    400), // head
    POST(WASTE,       3,  34,  40,  300,   30, WEEKLY,   40,  80, NONE,       0), // loader
    POST(WASTE,       5,  20,  50,  200,   20, WEEKLY,    0,  80, GRITTING, 200), // driver
    POST(WASTE,       4,  15, 170,  300,   60, WEEKLY,    0,   0, NONE,       0), // parks
    POST(WASTE,       8,   5, 300,  100,    0, MONTHLY,   0,   0, NONE,       0), // manager
    POST(PLANNING,    4,  10, 820,  500,  100, MONTHLY,   0,   0, NONE,       0), // support
    POST(PLANNING,    8,  16, 460,  300,   60, MONTHLY,   0,   0, MARKET,   280), // planner
    POST(PLANNING,    9,   8, 180,  200,   50, MONTHLY,   0,   0, MARKET,   350), // survey
    POST(PLANNING,   10,   7, 340,  250,   50, MONTHLY,   0,   0, MARKET,   350), // lead
    POST(PLANNING,   11,   2, 350,    0,    0, MONTHLY,   0,   0, MERIT,    400), // head
    POST(HOUSING,     6,  26,  40,  200,   20, WEEKLY,    0, 120, NONE,       0), // repairs
    POST(HOUSING,     6,  14, 670,  350,  100, MONTHLY,   0,   0, NONE,       0), // advice
    POST(HOUSING,     7,  26, 640,  350,   80, MONTHLY,   0,   0, NONE,       0), // housing
    POST(HOUSING,    10,   5, 500,  200,    0, MONTHLY,   0,   0, NONE,       0), // manager
    POST(CORPORATE,   4,  40, 740,  450,  120, MONTHLY,  20,   0, NONE,       0), // adviser
    POST(CORPORATE,   5,  38, 790,  450,  120, MONTHLY,   0,   0, NONE,       0), // support
    POST(CORPORATE,   8,  12, 800,  350,   60, MONTHLY,   0,   0, NONE,       0), // people
    POST(CORPORATE,   8,  22, 260,  250,   40, MONTHLY,   0,  60, MARKET,   180), // ICT
    POST(CORPORATE,   9,  17, 480,  300,   50, MONTHLY,   0,   0, NONE,       0), // finance
    POST(CORPORATE,  10,  10, 560,  300,   50, MONTHLY,   0,   0, MARKET,   200), // legal
    POST(CORPORATE,  11,   5, 450,    0,    0, MONTHLY,   0,   0, MERIT,    400), // head
    POST(CORPORATE,  12,   5, 400,    0,    0, MONTHLY,   0,   0, MERIT,    600), // top
    POST(LIBRARIES,   2,  17, 540,  600,  400, LUNAR,   250, 150, NONE,       0), // leisure
    POST(LIBRARIES,   3,  24, 800,  700,  300, MONTHLY, 100,   0, NONE,       0), // library
    POST(LIBRARIES,   7,   8, 720,  400,  100, MONTHLY,   0,   0, NONE,       0), // branch
};
// clang-format on

const size_t n_council_posts = COUNT_OF(council_posts);
