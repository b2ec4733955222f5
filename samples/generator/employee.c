// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One employee of the made-up council: post, contract, pay point and hours, then sex, age,
 * ethnicity and disability. Each employee has random streams of their own, started from the
 * seed and the number, so a payroll of any length begins with the same people and nothing
 * depends on the order in which they are made.
 */
#include "employee.h"

#include <stdbool.h>

#include "prng.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { SENIOR_GRADE = 9 };

static const struct post *draw_post(struct prng *prng);
static struct job draw_job(struct prng *prng, const struct post *post, enum sex sex);
static struct person draw_person(struct prng *prng, const struct job *job, enum sex sex);

struct employee employee_make(uint64_t seed, uint64_t number)
{
    struct prng job_draws;
    struct prng person_draws;
    prng_start(&job_draws, seed, number, PRNG_STREAM_JOB);
    prng_start(&person_draws, seed, number, PRNG_STREAM_PERSON);

    // The post comes first: sex, age and ethnicity then follow its mix, as occupational
    // segregation is what a pay gap in a council is mostly made of.
    const struct post *const post = draw_post(&job_draws);
    const enum sex sex = prng_chance(&person_draws, post->women) ? SEX_FEMALE : SEX_MALE;
    const struct job job = draw_job(&job_draws, post, sex);
    return (struct employee){
        .number = number,
        .person = draw_person(&person_draws, &job, sex),
        .job = job,
    };
}

static const struct post *draw_post(struct prng *prng)
{
    uint64_t total = 0;
    for (size_t index = 0; index < n_council_posts; index++)
        total += council_posts[index].weight;

    uint64_t left = prng_below(prng, total);
    const struct post *post = council_posts;
    while (left >= post->weight)
        left -= post++->weight;
    return post;
}

static enum contract draw_contract(struct prng *prng, const struct post *post)
{
    if (prng_chance(prng, post->casual))
        return CONTRACT_CASUAL;
    if (post->grade <= 5 && prng_chance(prng, 30))
        return CONTRACT_APPRENTICE;
    return prng_chance(prng, 80) ? CONTRACT_FIXED_TERM : CONTRACT_PERMANENT;
}

/** Long servers gather at the top of a grade; apprentices and casuals stay at its foot. */
static uint8_t draw_spine_point(struct prng *prng, unsigned grade, enum contract contract)
{
    static const uint16_t weights[POINTS_PER_GRADE] = {18, 16, 18, 48};

    size_t step = prng_pick(prng, weights, COUNT_OF(weights));
    if (contract == CONTRACT_APPRENTICE || contract == CONTRACT_CASUAL)
        step = 0;
    return (uint8_t)((size_t)(grade - 1) * POINTS_PER_GRADE + step);
}

/** Hundredths of an hour; most part-time contracts are whole or half days of 7.4 hours. */
static uint16_t draw_part_time_hours(struct prng *prng, unsigned grade)
{
    static const uint16_t hours[] = {1850, 2220, 2960, 1480, 2500, 3000, 2000, 1000, 750};
    static const uint16_t lower_weights[] = {20, 18, 8, 12, 12, 9, 9, 8, 4};
    static const uint16_t upper_weights[] = {22, 30, 30, 4, 2, 10, 2, 0, 0};

    const bool is_lower = grade <= 4;
    return hours[prng_pick(prng, is_lower ? lower_weights : upper_weights,
                           COUNT_OF(hours))];
}

static uint16_t draw_weekly_hours(struct prng *prng, const struct post *post, enum sex sex,
                                  enum contract contract)
{
    // A casual's hours are a twelve-week average, here in quarters of an hour.
    if (contract == CONTRACT_CASUAL)
        return (uint16_t)(400 + 25 * prng_below(prng, 73));
    if (contract == CONTRACT_APPRENTICE)
        return FULL_TIME_HUNDREDTHS;

    const bool is_part_time =
        prng_chance(prng, sex == SEX_FEMALE ? post->women_part_time : post->men_part_time);
    return is_part_time ? draw_part_time_hours(prng, post->grade) : FULL_TIME_HUNDREDTHS;
}

static struct job draw_job(struct prng *prng, const struct post *post, enum sex sex)
{
    const enum contract contract = draw_contract(prng, post);
    const uint8_t spine_point = draw_spine_point(prng, post->grade, contract);
    return (struct job){
        .post = post,
        .contract = contract,
        .spine_point = spine_point,
        .weekly_hundredths = draw_weekly_hours(prng, post, sex, contract),
    };
}

static enum age_band draw_age_band(struct prng *prng, const struct job *job)
{
    static const uint16_t everybody[N_AGE_BANDS] = {6, 18, 23, 26, 23, 4};
    static const uint16_t senior[N_AGE_BANDS] = {0, 12, 30, 34, 22, 2};
    static const uint16_t apprentice[N_AGE_BANDS] = {80, 15, 4, 1, 0, 0};

    const uint16_t *weights = job->post->grade >= SENIOR_GRADE ? senior : everybody;
    if (job->contract == CONTRACT_APPRENTICE)
        weights = apprentice;
    return (enum age_band)prng_pick(prng, weights, N_AGE_BANDS);
}

/** Care employs more people of minority ethnic groups, the senior grades fewer. */
static uint64_t white_per_mille(const struct post *post)
{
    if (post->grade >= 10)
        return 900;
    if (post->department == DEPARTMENT_ADULTS)
        return 700;
    return post->department == DEPARTMENT_FACILITIES ? 740 : 820;
}

static uint8_t draw_ethnicity(struct prng *prng, const struct post *post)
{
    static const uint16_t white[ETHNICITY_N_WHITE] = {900, 20, 6, 8, 66};
    static const uint16_t minority[ETHNICITY_N_GROUPS - ETHNICITY_N_WHITE] = {
        55, 32, 45, 38, 175, 150, 60, 36, 76, 98, 130, 34, 28, 43};

    const uint64_t answer = prng_below(prng, 100);
    if (answer < 9)
        return ETHNICITY_DECLINED;
    if (answer < 15)
        return ETHNICITY_BLANK;
    if (prng_chance(prng, white_per_mille(post)))
        return (uint8_t)prng_pick(prng, white, COUNT_OF(white));
    return (uint8_t)(ETHNICITY_N_WHITE + prng_pick(prng, minority, COUNT_OF(minority)));
}

static struct person draw_person(struct prng *prng, const struct job *job, enum sex sex)
{
    static const uint16_t disability[N_DISABILITIES] = {72, 8, 9, 11};

    const enum age_band age_band = draw_age_band(prng, job);
    const uint8_t ethnicity = draw_ethnicity(prng, job->post);
    return (struct person){
        .sex = sex,
        .age_band = age_band,
        .ethnicity = ethnicity,
        .disability = (uint8_t)prng_pick(prng, disability, COUNT_OF(disability)),
    };
}
