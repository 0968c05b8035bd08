/* The one error domain of the core, and a shorthand to set an error and
 * return FALSE in one statement. */
#include "core/base/error.h"

G_DEFINE_QUARK (ink-error-quark, ink_error)

gboolean
ink_error_set (GError **error, InkError code, const char *format, ...)
{
  va_list args;

  if (error == NULL)
    return FALSE;

  va_start (args, format);
  g_propagate_error (error,
                     g_error_new_valist (INK_ERROR, (int) code, format, args));
  va_end (args);
  return FALSE;
}
