// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * paygap reproduce: the files of a manifest made again in a folder of their own, and
 * compared to the byte.
 *
 * A manifest may come from anybody and name any file. So only regular files are read: each
 * is opened once, here, and given to the run under the name that the manifest has for it,
 * and the run opens no other. What the manifest says is shown without what a terminal would
 * obey, and of a file that no audit can be made of nothing is shown: a message of the run
 * may quote it, so what the status means stands in its place.
 *
 * Interrupting signals are held only while there is a folder to be removed: from the first
 * output until all are compared, when no input is read any more.
 */
#include "reproduce.h"

#include "pg_platform.h"

#include <jansson.h>
#include <paygap/paygap.h>
#include <stdlib.h>

enum { MOST_FILES = 100, MOST_INPUTS = 1000, MOST_BY = 32 };

struct reproduction {
    const char *path;   /**< of the manifest */
    const char *inputs; /**< folder of the inputs, or NULL */
    json_t *root;
    paygap_options report;
    paygap_audit_options options;
    const char *payrolls[MOST_FILES], *by[MOST_BY];
    paygap_io *files[MOST_INPUTS];       /**< open, named as recorded */
    const paygap_io *given[MOST_INPUTS]; /**< the same, as a run takes them */
    size_t n_given;
    struct pg_arena arena;
    char *folder;            /**< where it is made again */
    struct pg_signals *held; /**< while there is a folder */
    FILE *stream;
    size_t n_different;
};

static paygap_status refuse(const struct reproduction *again, paygap_error *err)
{
    return pg_fail_at(err, PAYGAP_NOT_A_TABLE, again->path, 0, 0,
                      "this is no manifest.json of paygap audit");
}

static const char *text_in(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

// A text of the manifest as a terminal may show it.
static const char *visible(struct reproduction *again, const char *text)
{
    struct pg_buffer shown = {0};

    pg_buffer_add_visible(&shown, pg_str_of(text), 200);
    const char *kept = pg_arena_text(&again->arena, shown.ptr != NULL ? shown.ptr : "");
    pg_buffer_free(&shown);
    return kept;
}

// Where an input is now: in the folder given, as it was named or by its last name; without
// one where it was, or beside the manifest.
static const char *found(struct reproduction *again, const char *path)
{
    const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
    const char *slash = strrchr(again->path, '/');
    int folder = slash != NULL ? (int)(slash - again->path) + 1 : 0;
    const char *places[2] = {
        path, pg_arena_printf(&again->arena, "%.*s%s", folder, again->path, name)};

    if (again->inputs != NULL) {
        places[0] = pg_arena_printf(&again->arena, "%s/%s", again->inputs, path);
        places[1] = pg_arena_printf(&again->arena, "%s/%s", again->inputs, name);
    }
    return pg_platform_is_regular(places[0]) || !pg_platform_is_regular(places[1])
               ? places[0]
               : places[1];
}

static struct pg_inputs inputs_of(const struct reproduction *again)
{
    return (struct pg_inputs){again->given, again->n_given, true};
}

// Opens an input under its name, unless it stands in the manifest twice.
static paygap_status open_input(struct reproduction *again, const char *name,
                                const char *path, paygap_error *err)
{
    if (pg_inputs_find(inputs_of(again), name) != NULL)
        return PAYGAP_OK;
    if (name[0] == '\0' || strcmp(name, "-") == 0 || again->n_given == MOST_INPUTS)
        return refuse(again, err);
    paygap_io **file = &again->files[again->n_given];
    PG_TRY(pg_platform_input_open(file, name, path, err));
    again->given[again->n_given++] = *file;
    return PAYGAP_OK;
}

static bool take_payroll(struct reproduction *again, const char *name)
{
    size_t n = again->report.n_more + (again->report.payroll != NULL);

    if (n == MOST_FILES)
        return false;
    again->payrolls[n] = name;
    again->report.payroll = again->payrolls[0];
    again->report.n_more = n;
    return true;
}

static paygap_status check_input(struct reproduction *again, const json_t *input,
                                 paygap_error *err)
{
    const char *file = text_in(input, "file"), *role = text_in(input, "role");
    const char *known = text_in(input, "sha256");
    char sha256[65];

    if (file == NULL || role == NULL || known == NULL)
        return refuse(again, err);
    const char *path = found(again, file);
    PG_TRY(open_input(again, file, path, err));
    PG_TRY(pg_source_digest_input(inputs_of(again), file, sha256, err));
    bool is_same = strcmp(sha256, known) == 0;
    again->n_different += !is_same;
    fprintf(again->stream, "  %-9s %s: %s\n", is_same ? "same" : "CHANGED",
            visible(again, role), visible(again, path));
    if (strcmp(role, "key of pseudonyms") == 0)
        again->options.pseudonym_key = file;
    if (strcmp(role, "payroll") == 0 && !take_payroll(again, file))
        return refuse(again, err);
    if (strcmp(role, "configuration") == 0)
        again->report.config = file;
    return PAYGAP_OK;
}

static paygap_status check_inputs(struct reproduction *again, paygap_error *err)
{
    const json_t *inputs = json_object_get(again->root, "inputs");

    if (!json_is_array(inputs) || json_array_size(inputs) == 0)
        return refuse(again, err);
    fputs("Inputs\n", again->stream);
    for (size_t i = 0; i < json_array_size(inputs); i++)
        PG_TRY(check_input(again, json_array_get(inputs, i), err));
    again->report.more = again->payrolls + 1;
    return again->report.payroll != NULL ? PAYGAP_OK : refuse(again, err);
}

static bool is_text(const json_t *options, const char *key)
{
    const json_t *value = json_object_get(options, key);

    return json_is_string(value) || json_is_null(value);
}

static bool is_number(const json_t *options, const char *key, json_int_t most)
{
    const json_t *value = json_object_get(options, key);

    return json_is_integer(value) && json_integer_value(value) >= 0 &&
           json_integer_value(value) <= most;
}

// Whether the options are of the kinds that paygap audit writes.
static bool are_options(const json_t *options)
{
    static const char *const texts[] = {"config", "employer", "sector",    "snapshot_date",
                                        "sheet",  "previous", "pseudonyms"};
    const json_t *by = json_object_get(options, "by");
    bool are = json_is_array(by) && json_array_size(by) <= MOST_BY &&
               json_is_boolean(json_object_get(options, "intervals")) &&
               json_is_boolean(json_object_get(options, "yes")) &&
               is_number(options, "seed", UINT32_MAX) &&
               is_number(options, "replicates", 1000000);

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        are = are && is_text(options, texts[i]);
    for (size_t i = 0; are && i < json_array_size(by); i++)
        are = json_is_string(json_array_get(by, i));
    return are;
}

static void take_options(struct reproduction *again, const json_t *options)
{
    const json_t *by = json_object_get(options, "by");

    again->report.employer = text_in(options, "employer");
    again->report.sector = text_in(options, "sector");
    again->report.snapshot_date = text_in(options, "snapshot_date");
    again->report.sheet = text_in(options, "sheet");
    again->report.previous = text_in(options, "previous");
    again->report.wants_intervals = json_is_true(json_object_get(options, "intervals"));
    again->report.is_confirmed = json_is_true(json_object_get(options, "yes"));
    again->report.seed = (uint64_t)json_integer_value(json_object_get(options, "seed"));
    again->report.replicates =
        (unsigned)json_integer_value(json_object_get(options, "replicates"));
    for (size_t i = 0; i < json_array_size(by) && i < MOST_BY; i++) {
        const char *header = json_string_value(json_array_get(by, i));
        if (header != NULL)
            again->by[again->report.n_by++] = header;
    }
    again->report.by = again->by;
    again->options.report = &again->report;
}

// The folder in which it is made again, once everything is read.
static paygap_status make_folder(void *context, const char **folder, paygap_error *err)
{
    struct reproduction *again = context;

    again->held = pg_platform_hold_signals(); // so that nothing is left behind
    if (again->held == NULL)
        return pg_no_memory(err);
    again->folder = pg_platform_temporary_folder();
    if (again->folder == NULL)
        return pg_fail(err, PAYGAP_OUTPUT,
                       "could not make a folder for temporary files: %s",
                       pg_platform_reason());
    *folder = again->folder;
    return PAYGAP_OK;
}

// Whether a message is about a file of the manifest, whose name is no secret.
static bool is_of_input(const struct reproduction *again, const char *source)
{
    bool is = false;

    for (size_t i = 0; i < again->n_given && !is; i++) {
        paygap_error named = {.status = PAYGAP_OK};
        (void)pg_fail_at(&named, PAYGAP_OPEN, again->given[i]->name, 0, 0, "%s", "");
        is = strcmp(named.source, source) == 0;
    }
    return is;
}

// Why it cannot be made again, without a word of what was read.
static paygap_status cannot(const struct reproduction *again, const paygap_error *why,
                            paygap_error *err)
{
    bool is_named = is_of_input(again, why->source);

    if (why->status == PAYGAP_OUTPUT || paygap_exit_status(why->status) > 4)
        return pg_fail(err, why->status, "%s", why->text);
    return pg_fail_at(err, why->status, is_named ? why->source : "",
                      is_named ? why->row : 0, is_named ? why->column : 0,
                      "this cannot be made again: %s; paygap audit of the same files "
                      "says more",
                      paygap_status_meaning(why->status));
}

static paygap_status make_again(struct reproduction *again, paygap_error *err)
{
    const json_t *options = json_object_get(again->root, "options");
    const char *in_force = text_in(options, "snapshot_date_in_force");
    struct pg_audit_again first = {.command = text_in(again->root, "command"),
                                   .make_folder = make_folder,
                                   .context = again};
    paygap_error why = {.status = PAYGAP_OK};

    if (in_force == NULL || first.command == NULL || !are_options(options) ||
        !pg_date_parse(pg_str_of(in_force), &first.today))
        return refuse(again, err);
    take_options(again, options);
    again->report.inputs = again->given;
    again->report.n_inputs = again->n_given;
    paygap_status status = pg_audit_make(&again->options, &first, NULL, &why);
    return status == PAYGAP_OK || status == PAYGAP_PROVISIONAL ? PAYGAP_OK
                                                               : cannot(again, &why, err);
}

static paygap_status compare(struct reproduction *again, const json_t *output,
                             paygap_error *err)
{
    const char *file = text_in(output, "file"), *known = text_in(output, "sha256");
    char sha256[65] = "";

    if (file == NULL || known == NULL || strstr(file, "..") != NULL)
        return refuse(again, err);
    const char *path = pg_arena_printf(&again->arena, "%s/%s", again->folder, file);
    bool is_made = pg_platform_is_regular(path);
    if (is_made)
        PG_TRY(pg_source_digest_file(path, sha256, err));
    bool is_same = is_made && strcmp(sha256, known) == 0;
    again->n_different += !is_same;
    fprintf(again->stream, "  %-9s %s\n",
            is_same   ? "same"
            : is_made ? "DIFFERS"
                      : "MISSING",
            visible(again, file));
    return PAYGAP_OK;
}

static paygap_status reproduce(struct reproduction *again, paygap_error *err)
{
    const char *version = text_in(again->root, "version");
    const json_t *outputs = json_object_get(again->root, "outputs");

    const char *program = text_in(again->root, "program");

    if (version == NULL || program == NULL || strcmp(program, "paygap") != 0 ||
        json_array_size(outputs) == 0)
        return refuse(again, err);
    if (strcmp(version, PAYGAP_VERSION) != 0)
        fprintf(again->stream, "Made by version %s; this is " PAYGAP_VERSION "\n",
                visible(again, version));
    PG_TRY(check_inputs(again, err));
    PG_TRY(make_again(again, err));
    fputs("Outputs, made again\n", again->stream);
    for (size_t i = 0; i < json_array_size(outputs); i++)
        PG_TRY(compare(again, json_array_get(outputs, i), err));
    if (again->n_different == 0) {
        fprintf(again->stream, "All %zu files are the same to the byte.\n",
                json_array_size(outputs));
        return PAYGAP_OK;
    }
    fprintf(again->stream, "%zu %s not the same.\n", again->n_different,
            again->n_different == 1 ? "file is" : "files are");
    return pg_fail(err, PAYGAP_DIFFERENT, "not everything is as the manifest says");
}

static paygap_status read_manifest(struct reproduction *again, paygap_error *err)
{
    FILE *file = NULL;

    PG_TRY(pg_platform_regular_open(&file, again->path, err));
    again->root = json_loadf(file, 0, NULL);
    fclose(file);
    return json_is_object(again->root) ? PAYGAP_OK : refuse(again, err);
}

static void free_reproduction(struct reproduction *again)
{
    if (again->folder != NULL)
        pg_platform_remove_tree(again->folder);
    pg_platform_resume_signals(again->held);
    for (size_t i = 0; i < again->n_given; i++)
        paygap_io_free(again->files[i]);
    free(again->folder);
    json_decref(again->root);
    pg_arena_free(&again->arena);
    free(again);
}

paygap_status paygap_reproduce(const char *path, const char *inputs, FILE *stream,
                               paygap_error *error)
{
    struct reproduction *again = calloc(1, sizeof *again);

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    if (again == NULL)
        return pg_no_memory(error);
    again->path = path;
    again->inputs = inputs;
    again->stream = stream;
    paygap_status status = read_manifest(again, error);
    if (status == PAYGAP_OK)
        status = reproduce(again, error);
    free_reproduction(again);
    return status;
}
