#pragma once

#include <gtk/gtk.h>

#include "ui/text/text-tints.h"

G_BEGIN_DECLS

/* How words are marked besides. */
typedef enum
{
  INK_TINT_MARK_NONE,
  INK_TINT_MARK_OUTLINED,
  INK_TINT_MARK_STRUCK, /* through */
} InkTintMark;

/* A text view that paints tints behind its text, without tags: setting them
 * costs no layout, and only those in view are looked at. Main thread. */
#define INK_TYPE_TINTED_VIEW (ink_tinted_view_get_type ())
G_DECLARE_FINAL_TYPE (InkTintedView, ink_tinted_view, INK, TINTED_VIEW,
                      GtkTextView)

GtkWidget *ink_tinted_view_new (void);
/* ink_tinted_view_set_tints: @tints: (transfer full) (nullable) (element-type
 * InkTextTint): of the text as it is, ascending, without overlap */
void ink_tinted_view_set_tints (InkTintedView *self, GArray *tints);
/* (nullable) (transfer none) */
const GArray *ink_tinted_view_get_tints (InkTintedView *self);
/* ink_tinted_view_mark: marks the tokens that lie in one of @spans, all others
 * no more. @spans: (nullable) (element-type InkTextSpan): characters */
void ink_tinted_view_mark (InkTintedView *self, const GArray *spans,
                           InkTintMark mark);
/* Scrolls as little as may be, to where the character is in view. */
void ink_tinted_view_reveal (InkTintedView *self, guint character);
/* ink_tinted_view_find: the token at a character.
 * Returns: FALSE where there is none. */
gboolean ink_tinted_view_find (InkTintedView *self, guint character,
                               guint *token);
/* Where a token is, in coordinates of the widget; FALSE where it is none. */
gboolean ink_tinted_view_get_area (InkTintedView *self, guint token,
                                   GdkRectangle *area);
/* What is painted behind a character; alpha 0 for nothing. */
void ink_tinted_view_get_color (InkTintedView *self, guint character,
                                GdkRGBA *color);

G_END_DECLS
