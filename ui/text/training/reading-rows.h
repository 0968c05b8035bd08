#pragma once

#include <adwaita.h>

#include "core/data/text-preview.h"
#include "ui/text/text-choice.h"

G_BEGIN_DECLS

/* How a file of texts is read: quotes, encoding, what is bad, mails, names of
 * classes. Main thread.
 *
 * Signals: "chosen" when one of them was; "names" when the names of classes
 * were switched on or off. Both come when a row is set by a call, too. */
#define INK_TYPE_READING_ROWS (ink_reading_rows_get_type ())
G_DECLARE_FINAL_TYPE (InkReadingRows, ink_reading_rows, INK, READING_ROWS,
                      AdwPreferencesGroup)

GtkWidget *ink_reading_rows_new (void);
/* Puts what is chosen into @choice, but for the names of classes. */
void ink_reading_rows_read (InkReadingRows *self, InkTextChoice *choice);
/* @preview: (nullable): what the file is, which decides what is in sight */
void ink_reading_rows_show (InkReadingRows *self,
                            const InkTextPreview *preview);
void ink_reading_rows_set_mail (InkReadingRows *self, gboolean mail);
/* @file: (nullable): of names of classes; without one nothing is offered */
void ink_reading_rows_offer_names (InkReadingRows *self, const char *file);
void ink_reading_rows_set_names (InkReadingRows *self, gboolean names);
gboolean ink_reading_rows_get_names (InkReadingRows *self);

G_END_DECLS
