// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * attack: what a reader can work out from published files, who has nothing but them.
 */
#ifndef PAYGAP_ATTACK_H
#define PAYGAP_ATTACK_H

#include <stdio.h>

#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/io.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct paygap_attack_options {
    size_t struct_size;         /**< PAYGAP_ATTACK_OPTIONS_INIT sets it */
    const char *const *folders; /**< of reports of one employer, each with its folder
                                     publish, or the folders publish themselves */
    size_t n_folders;           /**< 1 or more */
    unsigned minimum_count;     /**< counts below it are not to be learnt; 0 = 5 */
    unsigned minimum_publish;   /**< people behind a published pay figure; 0 = 10 */
} paygap_attack_options;

#define PAYGAP_ATTACK_OPTIONS_INIT PAYGAP_SIZED(paygap_attack_options)

/**
 * Attacks what is published: results.csv and workforce.csv of each folder, all together,
 * and prints what can be learnt of few people, with the sums that show it. Shares nothing
 * with the control of what is published. PAYGAP_OK if nothing is learnt, PAYGAP_DIFFERENT
 * if something is; PAYGAP_NOT_A_TABLE if a folder holds no publication. Check
 * ferror(stream) after.
 */
PAYGAP_API paygap_status paygap_attack(const paygap_attack_options *options, FILE *stream,
                                       paygap_error *error);

#ifdef __cplusplus
}
#endif

#endif
