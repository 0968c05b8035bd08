/* Reading the sheet. It happens in the main thread, once a frame at most: where
 * the sheet has changed, the frame clock's next tick reads what is on it then.
 * GTK delivers the pen's events just before the tick of the same frame, so that
 * this costs no time. 28x28, the network and the look inside it together take a
 * part of a millisecond, far less than a frame. A model that was chosen
 * elsewhere shows here, and the other way. */
#include "ui/draw/digit-panel.h"

#include <adwaita.h>
#include <string.h>

#include "core/model/number.h"
#include "core/model/verdict.h"
#include "ui/draw/correction-row.h"
#include "ui/draw/image-strip.h"
#include "ui/draw/inside-card.h"
#include "ui/draw/number-row.h"
#include "ui/draw/verdict-card.h"
#include "ui/probability-bars.h"
#include "ui/two-columns.h"

#define MAX_ROWS 10
#define SPACING 12

enum
{
  STEP_SHEET,
  STEP_CROPPED,
  STEP_BOXED,
  STEP_FINAL,
};

struct _InkDigitPanel
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  InkDrawingArea *sheet;
  GtkWidget *child;
  GtkStack *stack; /* "reading" or "no-model" */
  GtkDropDown *models;
  InkVerdictCard *verdict;
  InkNumberRow *row;
  InkNumberBoxes *boxes; /* or NULL */
  InkNumber *number; /* on the sheet; NULL where none was read */
  InkCorrectionRow *correction;
  InkProbabilityBars *bars;
  InkImageStrip *strip;
  InkInsideCard *inside;
  guint tick; /* that will read the sheet; 0: it is read */
  double seconds; /* that reading took */
  gboolean has_ink;
  guint8 pixels[INK_DIGIT_PIXELS];
  guint8 input[INK_DIGIT_PIXELS]; /* expected on the sheet */
  gboolean has_input;
};

G_DEFINE_FINAL_TYPE (InkDigitPanel, ink_digit_panel, GTK_TYPE_WIDGET)

static void
show_empty (InkDigitPanel *self, const InkModel *model)
{
  ink_probability_bars_set (self->bars, ink_model_class_names (model), NULL,
                            ink_model_n_classes (model), -1, MAX_ROWS);
  ink_verdict_card_clear (self->verdict);
}

/* The digit of the number that is shown; @self->number is one. */
static const InkNumberDigit *
shown_digit (InkDigitPanel *self)
{
  return &self->number->digits[ink_number_row_get_selected (self->row)];
}

static void
show_reading (InkDigitPanel *self, const InkModel *model,
              const double *probabilities, double seconds)
{
  InkVerdict v = ink_verdict_of_model (model, probabilities);
  int stressed = v.kind == INK_VERDICT_NOT_A_DIGIT ? -1 : (int) v.best;

  ink_probability_bars_set (self->bars, ink_model_class_names (model),
                            probabilities, ink_model_n_classes (model),
                            stressed, MAX_ROWS);
  if (self->number->n > 1)
    ink_verdict_card_set_number (self->verdict, self->number, seconds);
  else
    ink_verdict_card_set (self->verdict, model, probabilities, seconds);
}

/* The digit that is shown is what can be corrected: all of the sheet, or the
 * one of a number that is selected. */
static void
show_correction (InkDigitPanel *self, const InkModel *model)
{
  const InkNumberDigit *digit
      = self->number != NULL ? shown_digit (self) : NULL;

  ink_correction_row_set_reading (
      self->correction, self->has_ink ? self->pixels : NULL,
      digit != NULL ? digit->drawing : NULL,
      digit != NULL ? ink_model_class_names (model)[digit->label] : NULL);
}

/* By its pixels: undo and redo take it off the sheet and bring it back. */
static gboolean
is_input (InkDigitPanel *self, const guint8 *picture, guint height,
          guint width)
{
  return picture != NULL && self->has_input && height == INK_DIGIT_SIZE
         && width == INK_DIGIT_SIZE
         && memcmp (picture, self->input, INK_DIGIT_PIXELS) == 0;
}

static InkNumber *
read_number (InkDigitPanel *self, const InkModel *model)
{
  guint height, width;
  const guint8 *picture
      = ink_drawing_area_get_picture (self->sheet, &height, &width);

  if (is_input (self, picture, height, width))
    return ink_number_read_input (model, picture);
  if (picture != NULL)
    return ink_number_read_picture (model, picture, height, width);
  return ink_number_read_drawing (model,
                                  ink_drawing_area_get_drawing (self->sheet));
}

/* The steps to it were made elsewhere, and are not shown. */
static void
take_input (InkDigitPanel *self, InkRasterSteps *steps)
{
  const guint margin = (INK_DIGIT_SIZE - INK_DIGIT_BOX) / 2;

  memcpy (self->pixels, self->input, INK_DIGIT_PIXELS);
  if (steps == NULL)
    return;
  memcpy (steps->sheet, self->input, INK_DIGIT_PIXELS);
  memcpy (steps->cropped, self->input, INK_DIGIT_PIXELS);
  for (guint y = 0; y < INK_DIGIT_BOX; y++)
    memcpy (steps->boxed + y * INK_DIGIT_BOX,
            self->input + (y + margin) * INK_DIGIT_SIZE + margin,
            INK_DIGIT_BOX);
}

/* The pixels of what is on the sheet, or of the digit of a number that is
 * shown, and where asked, the steps between. */
static gboolean
rasterize (InkDigitPanel *self, InkRasterSteps *steps)
{
  InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  const InkDrawing *drawing = ink_drawing_area_get_drawing (self->sheet);
  const InkNumberDigit *digit
      = self->number != NULL ? shown_digit (self) : NULL;
  guint height, width;
  const guint8 *picture
      = ink_drawing_area_get_picture (self->sheet, &height, &width);

  if (is_input (self, picture, height, width))
    {
      take_input (self, steps);
      return TRUE;
    }
  if (digit != NULL && digit->picture != NULL)
    {
      picture = digit->picture;
      height = digit->height;
      width = digit->width;
    }
  if (digit != NULL && digit->drawing != NULL)
    drawing = digit->drawing;
  if (picture != NULL)
    return ink_rasterize_image_steps (picture, height, width, self->pixels,
                                      steps);
  return ink_rasterize_drawing (drawing, &options, self->pixels, steps);
}

static void
show_sheet_step (InkDigitPanel *self, guint8 *pixels)
{
  guint height, width;
  InkSheet sheet;

  if (ink_drawing_area_get_picture (self->sheet, &height, &width) != NULL)
    return; /* its step is what it is */
  ink_drawing_area_get_square (self->sheet, &sheet.x, &sheet.y, &sheet.side);
  sheet.pen_width = ink_drawing_area_get_pen_width (self->sheet);
  ink_rasterize_sheet (ink_drawing_area_get_drawing (self->sheet), &sheet,
                       pixels);
}

static void
show_steps (InkDigitPanel *self)
{
  guint8 sheet[INK_DIGIT_PIXELS], cropped[INK_DIGIT_PIXELS];
  guint8 boxed[INK_DIGIT_BOX * INK_DIGIT_BOX];
  InkRasterSteps steps = { sheet, cropped, boxed };
  const guint full = INK_DIGIT_SIZE, box = INK_DIGIT_BOX;

  rasterize (self, &steps);
  show_sheet_step (self, sheet);
  ink_image_strip_set (self->strip, STEP_SHEET, sheet, full, full);
  ink_image_strip_set (self->strip, STEP_CROPPED, cropped, full, full);
  ink_image_strip_set (self->strip, STEP_BOXED, boxed, box, box);
  ink_image_strip_set (self->strip, STEP_FINAL, self->pixels, full, full);
}

/* Shows self->number, @model's, or that there is none. @seconds: for reading */
static void
show_number (InkDigitPanel *self, InkModel *model, double seconds)
{
  if (self->number != NULL)
    show_reading (self, model, shown_digit (self)->probabilities, seconds);
  else if (model != NULL)
    show_empty (self, model);
  if (self->boxes != NULL)
    ink_number_boxes_set (self->boxes, self->number,
                          ink_number_row_get_selected (self->row));
  show_correction (self, model);
  show_steps (self);
  ink_inside_card_set (self->inside, model,
                       self->has_ink ? self->pixels : NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->sheet), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      ink_verdict_card_get_summary (self->verdict), -1);
}

static InkModel *
current_model (InkDigitPanel *self)
{
  InkModelEntry *entry = ink_workbench_get_digit_model (self->workbench);

  return entry != NULL ? ink_model_entry_get_model (entry) : NULL;
}

static void
read_sheet (InkDigitPanel *self)
{
  InkModel *model = current_model (self);
  gint64 start = g_get_monotonic_time ();

  g_clear_pointer (&self->number, ink_number_free);
  if (model != NULL)
    self->number = read_number (self, model);
  self->seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  ink_number_row_set (self->row, self->number);
  self->has_ink = rasterize (self, NULL);
  show_number (self, model, self->seconds);
}

/* Another digit of the same number. */
static void
digit_selected_cb (InkDigitPanel *self)
{
  if (self->number != NULL)
    show_number (self, current_model (self), self->seconds);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  InkDigitPanel *self = INK_DIGIT_PANEL (widget);

  self->tick = 0;
  read_sheet (self);
  return G_SOURCE_REMOVE;
}

static void
sheet_changed_cb (InkDigitPanel *self)
{
  if (self->tick == 0)
    self->tick
        = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

void
ink_digit_panel_catch_up (InkDigitPanel *self)
{
  g_return_if_fail (INK_IS_DIGIT_PANEL (self));

  if (self->tick == 0)
    return;
  gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  read_sheet (self);
}

/* --- Models --- */

static void
model_selected_cb (InkDigitPanel *self)
{
  gpointer entry = gtk_drop_down_get_selected_item (self->models);
  InkModelEntry *current = ink_workbench_get_digit_model (self->workbench);

  if (entry != NULL && current == NULL)
    ink_workbench_set_digit_model (self->workbench, entry);
  else if (entry != NULL && entry != current)
    ink_workbench_choose_digit_model (self->workbench, entry);
}

static void
select_model (InkDigitPanel *self, InkModelEntry *wanted)
{
  GListModel *entries = ink_workbench_get_digit_models (self->workbench);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (entries, i);

      if (entry == wanted && gtk_drop_down_get_selected (self->models) != i)
        gtk_drop_down_set_selected (self->models, i);
    }
}

static void
model_changed_cb (InkDigitPanel *self)
{
  InkModelEntry *entry = ink_workbench_get_digit_model (self->workbench);

  gtk_stack_set_visible_child_name (self->stack,
                                    entry != NULL ? "reading" : "no-model");
  if (entry != NULL)
    select_model (self, entry);
  read_sheet (self);
}

static void
bind_models (InkDigitPanel *self)
{
  g_signal_connect_swapped (self->models, "notify::selected-item",
                            G_CALLBACK (model_selected_cb), self);
  g_signal_connect_object (self->workbench, "notify::digit-model",
                           G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (ink_workbench_get_digit_model (self->workbench) == NULL)
    model_selected_cb (self);
}

/* --- The widget --- */

static void
ink_digit_panel_dispose (GObject *object)
{
  InkDigitPanel *self = INK_DIGIT_PANEL (object);

  if (self->models != NULL)
    g_signal_handlers_disconnect_by_data (self->models, self);
  self->models = NULL;
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  self->row = NULL;
  g_clear_weak_pointer (&self->boxes);
  g_clear_pointer (&self->number, ink_number_free);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->workbench);
  g_clear_object (&self->sheet);
  G_OBJECT_CLASS (ink_digit_panel_parent_class)->dispose (object);
}

static void
ink_digit_panel_class_init (InkDigitPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_digit_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "digitpanel");
}

static void
ink_digit_panel_init (InkDigitPanel *self)
{
}

static void
pad (GtkWidget *widget, int side, int above)
{
  gtk_widget_set_margin_start (widget, side);
  gtk_widget_set_margin_end (widget, side);
  gtk_widget_set_margin_top (widget, above);
  gtk_widget_set_margin_bottom (widget, above);
}

static GtkWidget *
make_card (GtkWidget *child)
{
  GtkWidget *card = adw_bin_new ();

  pad (child, 16, 12);
  gtk_widget_add_css_class (card, "card");
  adw_bin_set_child (ADW_BIN (card), child);
  return card;
}

static GtkWidget *
make_model_row (InkDigitPanel *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new ("Model");
  GListModel *entries = ink_workbench_get_digit_models (self->workbench);
  GtkWidget *models = gtk_drop_down_new (
      g_object_ref (entries),
      gtk_property_expression_new (INK_TYPE_MODEL_ENTRY, NULL, "title"));

  self->models = GTK_DROP_DOWN (models);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (models, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (models),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), models);
  return row;
}

static GtkWidget *
make_strip_card (InkDigitPanel *self)
{
  static const char *const captions[]
      = { "Ink", "Cropped", "20 × 20", "28 × 28" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *title = gtk_label_new ("What the network sees");
  GtkWidget *strip = ink_image_strip_new ();

  self->strip = INK_IMAGE_STRIP (strip);
  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    ink_image_strip_add (self->strip, captions[i]);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (strip),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), strip);
  return make_card (box);
}

static GtkWidget *
make_reading (InkDigitPanel *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *columns = ink_two_columns_new (SPACING);

  self->verdict = INK_VERDICT_CARD (ink_verdict_card_new ());
  self->row = INK_NUMBER_ROW (ink_number_row_new ());
  g_signal_connect_swapped (self->row, "selected",
                            G_CALLBACK (digit_selected_cb), self);
  self->bars = INK_PROBABILITY_BARS (ink_probability_bars_new ());
  gtk_box_append (GTK_BOX (box), make_model_row (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->verdict));
  self->inside = INK_INSIDE_CARD (ink_inside_card_new ());
  self->correction = INK_CORRECTION_ROW (
      ink_correction_row_new (self->workbench, self->sheet));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->row));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->correction));
  gtk_box_append (GTK_BOX (box), columns);
  ink_two_columns_add (INK_TWO_COLUMNS (columns),
                       make_card (GTK_WIDGET (self->bars)), 0);
  ink_two_columns_add (INK_TWO_COLUMNS (columns), make_strip_card (self), 0);
  ink_two_columns_add (INK_TWO_COLUMNS (columns), GTK_WIDGET (self->inside),
                       1);
  pad (box, 3, 12); /* room for the cards' shadows */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

static GtkWidget *
make_no_model (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_label ("Train a Model");

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page),
                                 "dialog-question-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), "No Model to Read With");
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      "The models that come with Inkling were not found. Train LeNet-5 on "
      "MNIST, half a minute of work: the model is offered here as soon as its "
      "run has ended.");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "train");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

GtkWidget *
ink_digit_panel_new (InkWorkbench *workbench, InkDrawingArea *sheet)
{
  InkDigitPanel *self = g_object_new (INK_TYPE_DIGIT_PANEL, NULL);

  self->workbench = g_object_ref (workbench);
  self->sheet = g_object_ref (sheet);
  self->child = gtk_stack_new ();
  self->stack = GTK_STACK (self->child);
  gtk_stack_add_named (self->stack, make_reading (self), "reading");
  gtk_stack_add_named (self->stack, make_no_model (), "no-model");
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  bind_models (self);
  g_signal_connect_object (sheet, "changed", G_CALLBACK (sheet_changed_cb),
                           self, G_CONNECT_SWAPPED);
  model_changed_cb (self);
  return GTK_WIDGET (self);
}

const guint8 *
ink_digit_panel_get_pixels (InkDigitPanel *self)
{
  g_return_val_if_fail (INK_IS_DIGIT_PANEL (self), NULL);

  ink_digit_panel_catch_up (self);
  return self->has_ink ? self->pixels : NULL;
}

const char *
ink_digit_panel_get_summary (InkDigitPanel *self)
{
  g_return_val_if_fail (INK_IS_DIGIT_PANEL (self), NULL);

  ink_digit_panel_catch_up (self);
  return ink_verdict_card_get_summary (self->verdict);
}

void
ink_digit_panel_set_boxes (InkDigitPanel *self, InkNumberBoxes *boxes)
{
  g_return_if_fail (INK_IS_DIGIT_PANEL (self));

  g_set_weak_pointer (&self->boxes, boxes);
  ink_number_boxes_set (boxes, self->number,
                        ink_number_row_get_selected (self->row));
}

void
ink_digit_panel_expect_input (InkDigitPanel *self, const guint8 *pixels)
{
  g_return_if_fail (INK_IS_DIGIT_PANEL (self));

  memcpy (self->input, pixels, sizeof self->input);
  self->has_input = TRUE;
}
