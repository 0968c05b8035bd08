#pragma once

#include <gio/gio.h>

#include "ui/text/text-reading.h"

G_BEGIN_DECLS

/* Reads a text as it is typed: a short one at once, a long one in a worker, one
 * at a time; what is read while another text comes is never told. Main
 * thread. */
#define INK_TYPE_TEXT_READER (ink_text_reader_get_type ())
G_DECLARE_FINAL_TYPE (InkTextReader, ink_text_reader, INK, TEXT_READER, GObject)

/* @reading: of the text last given */
typedef void (*InkTextReadFunc) (const InkTextReading *reading,
                                 gpointer user_data);

/* @func: not called any more once ink_text_reader_stop() was */
InkTextReader *ink_text_reader_new (InkTextReadFunc func, gpointer user_data);
/* ink_text_reader_read: @text: (transfer full): @length: its characters
 * @class_index: the class to explain, or -1 for the likeliest
 * Returns: whether @func was called already; else it will be. */
gboolean ink_text_reader_read (InkTextReader *self, InkModel *model, char *text,
                               guint length, int class_index);
/* Forgets the text last given. */
void ink_text_reader_stop (InkTextReader *self);

G_END_DECLS
