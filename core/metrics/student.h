#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_student_quantile: the t for which a variable of Student's distribution
 * lies between -t and t with the probability @level.
 * @degrees: of freedom; 0 gives NAN
 * @level: in (0, 1). Any thread. */
double ink_student_quantile (guint degrees, double level);

G_END_DECLS
