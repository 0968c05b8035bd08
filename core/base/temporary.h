#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file under a name of its own until it is whole. A program that a signal
 * ends takes away those that are there, from the signal's handler. Any
 * thread. */
typedef struct _InkTemporary InkTemporary;

/* ink_temporary_new: makes `PATH.XXXXXX`, empty, open for writing.
 * @mode: of the file, less the umask
 * @fd: (out): to be closed by the caller
 * Returns: (transfer full): ends by one of the next two. NULL with errno
 * set. */
InkTemporary *ink_temporary_new (const char *path, int mode, int *fd);
/* ink_temporary_rename: gives it the name @path, in place of what stands
 * there. Returns: FALSE with errno set; then the file is removed. */
gboolean ink_temporary_rename (InkTemporary *temporary, const char *path);
/* Removes it; errno stays. */
void ink_temporary_remove (InkTemporary *temporary);

/* ink_temporary_abandon: removes all there are, and lets no more come: who
 * makes, renames or removes one waits for ever, so the caller has to end the
 * program, by _exit(). Safe in a signal's handler, whichever thread it is in.
 * Returns: how many were renamed since the program began. */
guint ink_temporary_abandon (void);

G_END_DECLS
