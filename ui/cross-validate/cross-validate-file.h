#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row with a text data set of one's own: a file or a folder, chosen or
 * dropped; the last one comes back at the next start. Main thread.
 * Signals: "changed"; "message" (utf8): why something was not taken. */
#define INK_TYPE_CROSS_VALIDATE_FILE (ink_cross_validate_file_get_type ())
G_DECLARE_FINAL_TYPE (InkCrossValidateFile, ink_cross_validate_file, INK,
                      CROSS_VALIDATE_FILE, AdwActionRow)

GtkWidget *ink_cross_validate_file_new (void);
/* Takes what is dropped on @widget as if it were dropped on the row, as long as
 * the row is in sight. */
void ink_cross_validate_file_take_drops (InkCrossValidateFile *self,
                                         GtkWidget *widget);
void ink_cross_validate_file_set_path (InkCrossValidateFile *self,
                                       const char *path);
/* NULL as long as nothing is chosen. */
const char *ink_cross_validate_file_get_path (InkCrossValidateFile *self);

G_END_DECLS
