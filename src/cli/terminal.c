// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int fail(const paygap_error *error)
{
    if (error->text[0] == '\0' || error->status == PAYGAP_DIFFERENT) // it was said
        return paygap_exit_status(error->status);
    fputs("paygap: ", stderr);
    if (error->source[0] != '\0')
        fprintf(stderr, "%s:", error->source);
    if (error->row > 0)
        fprintf(stderr, "%zu:", error->row);
    if (error->row > 0 && error->column > 0)
        fprintf(stderr, "%zu:", error->column);
    fprintf(stderr, "%serror: %s\n", error->source[0] != '\0' ? " " : "", error->text);
    return paygap_exit_status(error->status);
}

// What the user typed may hold anything; only printable ASCII of it is shown.
int usage_error(const char *format, ...)
{
    char text[400];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (char *p = text; *p != '\0'; p++) {
        if (*p < 0x20 || *p > 0x7E)
            *p = '?';
    }
    fprintf(stderr, "paygap: error: %s\n", text);
    return 2;
}

bool is_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0';
}

// The first of these that is set decides the character set, as for any program.
static bool is_utf8_terminal(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (int i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return strstr(value, "UTF-8") != NULL || strstr(value, "utf8") != NULL ||
                   strstr(value, "utf-8") != NULL;
    }
    return false;
}

unsigned print_flags(void)
{
    const char *term = getenv("TERM");
    bool dumb = term == NULL || strcmp(term, "dumb") == 0;
    bool colour = isatty(STDOUT_FILENO) && !dumb && !is_set("NO_COLOR");

    return (colour ? PAYGAP_PRINT_COLOUR : 0u) |
           (is_utf8_terminal() ? 0u : PAYGAP_PRINT_ASCII);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

struct progress_bar progress_bar_begin(bool is_quiet)
{
    return (struct progress_bar){.started = now(),
                                 .is_wanted = !is_quiet && isatty(STDERR_FILENO)};
}

enum { BAR_WIDTH = 40 };

void progress_bar_show(void *context, double done)
{
    struct progress_bar *bar = context;
    double time = bar->is_wanted ? now() : 0;

    if (!bar->is_wanted || time - bar->started < 0.5 || time - bar->last < 0.1)
        return;
    bar->last = time;
    bar->is_shown = true;
    if (done < 0) {
        fputs("\rreading ...", stderr);
        return;
    }
    int filled = (int)(done * BAR_WIDTH);
    fprintf(stderr, "\rreading [%.*s%*s] %3.0f %%", filled,
            "########################################", BAR_WIDTH - filled, "", done * 100);
}

void progress_bar_end(struct progress_bar *bar)
{
    if (bar->is_shown)
        fputs("\r\033[K", stderr);
}

bool can_ask(const char *payroll)
{
    return strcmp(payroll, "-") != 0 && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool is_confirmed(void)
{
    char answer[16] = "";

    fputs("Is it right? [y/N] ", stderr);
    if (fgets(answer, sizeof answer, stdin) == NULL)
        return false;
    return answer[0] == 'y' || answer[0] == 'Y';
}
