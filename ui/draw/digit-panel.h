#pragma once

#include <gtk/gtk.h>

#include "core/data/rasterize.h"
#include "ui/draw/drawing-area.h"
#include "ui/draw/number-boxes.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The right half of the page Draw: which model, its verdict, the probabilities,
 * what the network sees and what happens inside it. Reads the sheet before the
 * next frame whenever it has changed, and at once when the model has. Main
 * thread. */
#define INK_TYPE_DIGIT_PANEL (ink_digit_panel_get_type ())
G_DECLARE_FINAL_TYPE (InkDigitPanel, ink_digit_panel, INK, DIGIT_PANEL,
                      GtkWidget)

GtkWidget *ink_digit_panel_new (InkWorkbench *workbench, InkDrawingArea *sheet);
/* To show a number's digits in; outlives what is read after it is gone. */
void ink_digit_panel_set_boxes (InkDigitPanel *self, InkNumberBoxes *boxes);
/* (transfer none): [28][28], as the network sees the sheet, or of a
 * number the digit that is selected; NULL where nothing is on it. */
const guint8 *ink_digit_panel_get_pixels (InkDigitPanel *self);
/* (transfer none): the verdict in a line, as ink_verdict_card_get_summary() */
const char *ink_digit_panel_get_summary (InkDigitPanel *self);
/* ink_digit_panel_expect_input: a picture of these very pixels on the sheet is
 * what a network is fed: it is read as it is, as one digit.
 * @pixels: [28][28], 0 background; copied */
void ink_digit_panel_expect_input (InkDigitPanel *self, const guint8 *pixels);
/* Reads at once what would be read before the next frame, if anything. */
void ink_digit_panel_catch_up (InkDigitPanel *self);

G_END_DECLS
