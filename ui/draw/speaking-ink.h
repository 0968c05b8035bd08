#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_speaking_ink_sentence: says where on the digit lies most of the ink that
 * separates the verdict from the runner-up.
 * @shares: [28][28], what each pixel adds to the verdict's lead; @ink: [28][28]
 * Returns: (transfer full). Any thread. */
char *ink_speaking_ink_sentence (const float *shares, const guint8 *ink,
                                 const char *best, const char *second);

G_END_DECLS
