// SPDX-License-Identifier: GPL-3.0-or-later
/* results.json: the figures of one report with the details of the run. Its schema is
 * docs/results.schema.json. */
#include "pg_emit.h"
#include "pg_law.h"
#include "pg_sentences.h"

#include <jansson.h>

// Each json_object_set_new() takes its value over, and refuses NULL; so one check at the
// end of an object covers the allocations in it.
static json_t *checked(json_t *object, int failures)
{
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *count(size_t n)
{
    return json_integer((json_int_t)n);
}

static json_t *date(struct pg_date day)
{
    char text[32];

    return json_string(pg_date_iso(day, text));
}

static json_t *figure_of(const struct pg_report *report, const paygap_figure *figure)
{
    json_t *object = json_object();
    int failures = 0;

    failures +=
        json_object_set_new(object, "characteristic", json_string(figure->characteristic));
    failures += json_object_set_new(object, "group", json_string(figure->group));
    failures += json_object_set_new(object, "comparator", json_string(figure->comparator));
    failures += json_object_set_new(object, "measure", json_string(figure->measure));
    failures += json_object_set_new(
        object, "value", figure->has_value ? json_real(figure->value) : json_null());
    failures += json_object_set_new(object, "published", json_string(figure->published));
    failures += json_object_set_new(object, "unit", json_string(figure->unit));
    failures += json_object_set_new(object, "count", count(figure->count));
    failures += json_object_set_new(object, "interval_lower",
                                    figure->has_interval ? json_real(figure->interval_lower)
                                                         : json_null());
    failures += json_object_set_new(object, "interval_upper",
                                    figure->has_interval ? json_real(figure->interval_upper)
                                                         : json_null());
    failures += json_object_set_new(
        object, "status", json_string(pg_results_figure_status_name(figure->status)));
    failures += json_object_set_new(object, "reason", json_string(figure->reason));
    struct pg_printed printed =
        pg_results_report_printed(report, (size_t)(figure - report->figures), PG_PUBLISH);
    bool is_range = printed.as == PG_PRINT_RANGE;
    failures += json_object_set_new(object, "value_lower",
                                    is_range ? json_real(printed.lower) : json_null());
    failures += json_object_set_new(object, "value_upper",
                                    is_range ? json_real(printed.upper) : json_null());
    failures +=
        json_object_set_new(object, "told",
                            json_string(printed.as == PG_PRINT_EXACTLY ? figure->published
                                        : printed.as == PG_PRINT_NOT   ? ""
                                                                       : printed.text));
    failures +=
        json_object_set_new(object, "not_published",
                            json_string(pg_results_printed_reason(&printed, PG_INTERNAL)));
    return checked(object, failures);
}

static json_t *figures_of(const struct pg_report *report)
{
    json_t *array = json_array();
    int failures = 0;

    for (size_t i = 0; i < report->n_figures; i++)
        failures += json_array_append_new(array, figure_of(report, &report->figures[i]));
    return checked(array, failures);
}

static json_t *left_out_of(const struct pg_left_out_list *list)
{
    json_t *array = json_array();
    int failures = 0;

    for (size_t i = 0; i < list->n; i++) {
        const struct pg_left_out *item = &list->items[i];
        failures += json_array_append_new(
            array,
            json_pack("{s:s, s:s, s:I, s:b}", "reason", item->code, "text", item->text,
                      "people", (json_int_t)item->n, "bad_data", item->is_provisional));
    }
    return checked(array, failures);
}

static json_t *counts_of(const struct paygap_results *results,
                         const struct pg_report *report)
{
    json_t *object = json_object();
    int failures = 0;

    failures += json_object_set_new(object, "rows", count(report->n_rows));
    failures +=
        json_object_set_new(object, "blank_rows_skipped", count(results->n_lines_blank));
    failures += json_object_set_new(object, "merged_rows", count(report->n_merged));
    failures += json_object_set_new(object, "people", count(report->n_people));
    failures +=
        json_object_set_new(object, "relevant_employees", count(report->n_relevant));
    failures += json_object_set_new(object, "left_out_of_all_figures",
                                    left_out_of(&report->left_out[PG_LEFT_OUT_OF_ALL]));
    failures += json_object_set_new(object, "full_pay_relevant_employees",
                                    count(report->n_full_pay));
    failures += json_object_set_new(object, "left_out_of_hourly_figures",
                                    left_out_of(&report->left_out[PG_LEFT_OUT_OF_HOURLY]));
    failures += json_object_set_new(object, "left_out_of_bonus_figures",
                                    left_out_of(&report->left_out[PG_LEFT_OUT_OF_BONUS]));
    failures +=
        json_object_set_new(object, "known_hourly_rates", count(report->n_known_rates));
    failures += json_object_set_new(object, "findings", count(report->n_findings));
    return checked(object, failures);
}

static json_t *pairs_of(const struct pg_pairs *pairs, const char *name, const char *text,
                        const char *why)
{
    json_t *array = json_array();
    int failures = 0;

    for (size_t i = 0; i < pairs->n; i++) {
        json_t *object = json_object();
        failures += json_object_set_new(object, name, json_string(pairs->items[i].name));
        failures += json_object_set_new(object, text, json_string(pairs->items[i].text));
        if (why != NULL)
            failures += json_object_set_new(object, why, json_string(pairs->items[i].why));
        failures += json_array_append_new(array, object);
    }
    return checked(array, failures);
}

static json_t *input_of(const struct paygap_results *results)
{
    json_t *object = json_object();
    int failures = 0;

    failures += json_object_set_new(object, "file", json_string(results->file_name));
    failures += json_object_set_new(object, "sha256", json_string(results->sha256));
    failures +=
        json_object_set_new(object, "bytes", json_integer((json_int_t)results->n_bytes));
    failures += json_object_set_new(object, "layout",
                                    pairs_of(&results->layout, "name", "value", "sha256"));
    failures += json_object_set_new(
        object, "columns", pairs_of(&results->columns, "header", "read_as", "note"));
    return checked(object, failures);
}

static json_t *configuration_of(const struct paygap_results *results)
{
    json_t *object = json_object();
    int failures = 0;

    failures += json_object_set_new(object, "file", json_string(results->config_name));
    failures += json_object_set_new(object, "sha256", json_string(results->config_sha256));
    failures += json_object_set_new(object, "settings",
                                    pairs_of(&results->settings, "name", "value", "from"));
    return checked(object, failures);
}

static json_t *boundaries_of(const struct pg_report *report)
{
    json_t *array = json_array();
    int failures = 0;

    for (int j = 0; j + 1 < PG_N_QUARTERS; j++) {
        const struct pg_boundary *boundary = &report->boundaries[j];
        failures += json_array_append_new(
            array,
            json_pack("{s:s, s:s, s:I, s:I, s:I, s:I}", "below",
                      pg_results_quarter_code((enum pg_quarter)j), "above",
                      pg_results_quarter_code((enum pg_quarter)(j + 1)), "tied_men",
                      (json_int_t)boundary->men, "tied_women", (json_int_t)boundary->women,
                      "men_placed_below", (json_int_t)boundary->men_below,
                      "women_placed_below", (json_int_t)boundary->women_below));
    }
    return checked(array, failures);
}

static json_t *warnings_of(const struct paygap_results *results,
                           const struct pg_report *report)
{
    json_t *array = json_array();
    int failures = 0;

    for (size_t i = 0; i < results->warnings.n; i++)
        failures +=
            json_array_append_new(array, json_string(results->warnings.items[i].text));
    for (size_t i = 0; i < report->warnings.n; i++)
        failures +=
            json_array_append_new(array, json_string(report->warnings.items[i].text));
    return checked(array, failures);
}

static json_t *unrecognised_of(const struct pg_characteristic_report *of)
{
    json_t *array = json_array();
    int failures = 0;

    for (size_t i = 0; i < of->n_unrecognised_labels; i++)
        failures += json_array_append_new(
            array, json_pack("{s:s, s:I}", "label", of->unrecognised[i], "rows",
                             (json_int_t)of->n_unrecognised[i]));
    return checked(array, failures);
}

static json_t *characteristics_of(const struct pg_report *report)
{
    json_t *array = json_array();
    int failures = 0;

    for (size_t i = 0; i < report->n_characteristics; i++) {
        const struct pg_characteristic_report *of = &report->characteristics[i];
        json_t *object =
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", of->name, "scheme",
                      of->scheme, "source", of->source, "levels", of->levels, "comparator",
                      of->comparator, "merged", of->merged);
        failures += json_object_set_new(object, "unrecognised", unrecognised_of(of));
        failures += json_array_append_new(array, object);
    }
    return checked(array, failures);
}

static json_t *document_of(const struct paygap_results *results,
                           const struct pg_report *report)
{
    json_t *object = json_object();
    int failures = 0;

    failures += json_object_set_new(object, "schema_version", json_integer(1));
    failures += json_object_set_new(object, "program", json_string("paygap"));
    failures += json_object_set_new(object, "version", json_string(PAYGAP_VERSION));
    failures += json_object_set_new(object, "employer", json_string(report->employer));
    failures += json_object_set_new(object, "sector", json_string(report->regime->key));
    failures += json_object_set_new(object, "snapshot_date", date(report->snapshot_date));
    failures += json_object_set_new(object, "snapshot_date_is_default",
                                    json_boolean(report->snapshot_is_default));
    failures +=
        json_object_set_new(object, "last_day_to_publish", date(report->filing.deadline));
    failures +=
        json_object_set_new(object, "provisional", json_boolean(report->is_provisional));
    failures += json_object_set_new(object, "input", input_of(results));
    failures += json_object_set_new(object, "configuration", configuration_of(results));
    failures += json_object_set_new(object, "counts", counts_of(results, report));
    failures += json_object_set_new(object, "characteristics", characteristics_of(report));
    failures += json_object_set_new(
        object, "intervals",
        report->interval_note != NULL ? json_string(report->interval_note) : json_null());
    failures += json_object_set_new(object, "figures", figures_of(report));
    failures +=
        json_object_set_new(object, "ties_at_quarter_boundaries", boundaries_of(report));
    failures +=
        json_object_set_new(object, "shares_that_differ_under_the_other_tie_precision",
                            count(report->n_moved_by_other_ties));
    failures += json_object_set_new(object, "choices",
                                    pairs_of(&report->choices, "point", "choice", "why"));
    failures += json_object_set_new(object, "warnings", warnings_of(results, report));
    return checked(object, failures);
}

static bool write_json(const struct paygap_results *results, const struct pg_report *report,
                       FILE *file)
{
    json_t *document = document_of(results, report);

    if (document == NULL)
        return false;
    // A failed write is left for the caller to find in the stream; else memory ran out.
    bool dumped =
        json_dumpf(document, file, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) == 0 ||
        ferror(file);
    fputc('\n', file);
    json_decref(document);
    return dumped;
}

const struct pg_emitter pg_emit_json = {"internal/results.json", true, write_json};
