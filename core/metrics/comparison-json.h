#pragma once

#include "core/metrics/comparison.h"

G_BEGIN_DECLS

/* ink_comparison_to_json: one object on one line without the line feed, as
 * ink_evaluation_to_json() writes numbers.
 * @a, @b: the models' names
 * @class_names: of A, NULL-terminated
 * Returns: (transfer full). Any thread. */
char *ink_comparison_to_json (const InkComparison *comparison, const char *a,
                              const char *b, const char *const *class_names);

G_END_DECLS
