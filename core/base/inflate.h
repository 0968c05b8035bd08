#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* gzip, a step at a time: every member of the data, one after the other
 * (RFC 1952, 2.2), as gunzip does; zeros may pad the end (tapes, block
 * devices). */
typedef struct _InkInflate InkInflate;

/* @name: of the file, for messages */
InkInflate *ink_inflate_new (const char *name);
void ink_inflate_free (InkInflate *inflate);

/* Whether @bytes [n] begin as gzip does. */
gboolean ink_inflate_has_magic (const guint8 *bytes, gsize n);

/* ink_inflate_step: inflates what goes into @out [size > 0].
 * @in: [n], what comes next of the file; @at_end: it ends there
 * @n_in, @n_out: (out): bytes taken and given
 * @more: (out): FALSE at the end of the data
 * Returns: FALSE with INK_ERROR_FORMAT, INK_ERROR_TRUNCATED. */
gboolean ink_inflate_step (InkInflate *inflate, const guint8 *in, gsize n,
                           gboolean at_end, guint8 *out, gsize size,
                           gsize *n_in, gsize *n_out, gboolean *more,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkInflate, ink_inflate_free)

G_END_DECLS
