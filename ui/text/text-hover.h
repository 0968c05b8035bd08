#pragma once

#include "ui/text/tinted-view.h"

G_BEGIN_DECLS

/* Tells of the word under the pointer by a tooltip, of the one at the cursor by
 * a popover (Ctrl+I) and to screen readers. Main thread. */
typedef struct _InkTextHover InkTextHover;

/* @view: borrowed, must outlive it */
InkTextHover *ink_text_hover_new (InkTintedView *view);
void ink_text_hover_free (InkTextHover *hover);
/* @reading: (nullable): of the text whose tints the view has */
void ink_text_hover_set_reading (InkTextHover *hover,
                                 const InkTextReading *reading);
/* Opens the popover; FALSE where there is no word at the cursor. */
gboolean ink_text_hover_open (InkTextHover *hover);

G_END_DECLS
