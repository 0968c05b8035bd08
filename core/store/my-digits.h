#pragma once

#include "core/data/drawing-folder.h"

G_BEGIN_DECLS

/* My Digits: the drawings that a person kept, each with what it is
 * (core/data/drawing-folder.h). Changes are made one at a time, also between
 * programs, and each is whole or not at all: a program that is killed loses the
 * change under way at most. Any thread; these block while the disk writes. */

/* The most points that a drawing that is kept may have. */
#define INK_MY_DIGITS_MAX_POINTS 20000

/* The user's own folder, which may not be there; (transfer full). */
char *ink_my_digits_folder (void);

/* ink_my_digits_add: keeps a digit.
 * @drawing: NULL for a picture; then @pixels is what is kept
 * @pixels: [28][28], as the network sees it
 * @about: label, read and model; time, where it is not 0
 * Returns: (transfer full): what is kept; or NULL with INK_ERROR_ARGUMENT (a
 * label above 9), INK_ERROR_LIMIT (too many drawings or points) or INK_ERROR_
 * IO, nothing being changed. */
InkLabelledDigit *ink_my_digits_add (const char *folder,
                                     const InkDrawing *drawing,
                                     const guint8 *pixels,
                                     const InkLabelledDigit *about,
                                     GError **error);

/* A digit that was removed, for bringing it back. */
typedef struct
{
  InkLabelledDigit *digit;
  GBytes *bytes; /* of its file */
} InkRemovedDigit;

void ink_removed_digit_free (InkRemovedDigit *removed);

/* @file: its name. @removed: (out) (optional) (transfer full). INK_ERROR_
 * NOT_FOUND, INK_ERROR_IO. */
gboolean ink_my_digits_remove (const char *folder, const char *file,
                               InkRemovedDigit **removed, GError **error);
/* As it was; under another number where that is taken by now. */
gboolean ink_my_digits_restore (const char *folder,
                                const InkRemovedDigit *removed,
                                GError **error);

/* ink_my_digits_export: writes train-images-idx3-ubyte and
 * train-labels-idx1-ubyte, as MNIST's, into the new folder @into, whole or not
 * at all. @n: (out) (optional): how many. INK_ERROR_ARGUMENT where @into is
 * there and not empty; INK_ERROR_NOT_FOUND without a drawing; INK_ERROR_IO. */
gboolean ink_my_digits_export (const char *folder, const char *into, guint *n,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkRemovedDigit, ink_removed_digit_free)

G_END_DECLS
