/* Correction. What is kept is remembered until the sheet changes, so that a
 * second answer corrects the first and does not keep the drawing twice. */
#include "ui/draw/correction-row.h"

#include <string.h>

#include "core/data/rasterize.h"
#include "core/store/my-digits.h"
#include "ui/draw/my-digits-dialog.h"

#define N_DIGITS 10

struct _InkCorrectionRow
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  InkDrawingArea *sheet;
  GtkWidget *box;
  GtkWidget *buttons[N_DIGITS];
  GtkWidget *my_digits;
  gboolean has_ink;
  guint8 pixels[INK_DIGIT_PIXELS];
  char *read;             /* NULL: by no model */
  InkDrawing *part; /* the digit of the sheet that is kept; NULL: all of it */
  InkLabelledDigit *kept; /* of what is on the sheet; NULL: not kept */
};

G_DEFINE_FINAL_TYPE (InkCorrectionRow, ink_correction_row, GTK_TYPE_WIDGET)

/* The button of what it was kept as stands out. */
static void
show_kept (InkCorrectionRow *self)
{
  for (guint i = 0; i < N_DIGITS; i++)
    if (self->kept != NULL && self->kept->label == i)
      gtk_widget_add_css_class (self->buttons[i], "suggested-action");
    else
      gtk_widget_remove_css_class (self->buttons[i], "suggested-action");
}

static void
forget_kept (InkCorrectionRow *self)
{
  g_clear_pointer (&self->kept, ink_labelled_digit_free);
  show_kept (self);
}

static void
show_count (InkCorrectionRow *self)
{
  g_autofree char *folder = ink_my_digits_folder ();
  g_autofree char *text = g_strdup_printf ("My Digits: %u",
                                           ink_drawing_folder_count (folder));

  gtk_button_set_label (GTK_BUTTON (self->my_digits), text);
}

/* --- Keeping --- */

typedef struct
{
  GWeakRef row;
  InkWorkbench *workbench;
  char *file;
} Undo;

static void
undo_free (gpointer data, GClosure *closure)
{
  Undo *undo = data;

  g_weak_ref_clear (&undo->row);
  g_object_unref (undo->workbench);
  g_free (undo->file);
  g_free (undo);
}

static void
undo_cb (Undo *undo)
{
  g_autofree char *folder = ink_my_digits_folder ();
  g_autoptr (InkCorrectionRow) row = g_weak_ref_get (&undo->row);
  g_autoptr (GError) error = NULL;

  if (!ink_my_digits_remove (folder, undo->file, NULL, &error))
    ink_workbench_say (undo->workbench, error->message);
  if (row != NULL && row->kept != NULL
      && strcmp (row->kept->file, undo->file) == 0)
    forget_kept (row);
  ink_workbench_data_changed (undo->workbench);
}

static void
say_kept (InkCorrectionRow *self)
{
  g_autofree char *message
      = g_strdup_printf ("Kept under My Digits as a %u", self->kept->label);
  Undo *undo = g_new0 (Undo, 1);

  g_weak_ref_init (&undo->row, self);
  undo->workbench = g_object_ref (self->workbench);
  undo->file = g_strdup (self->kept->file);
  ink_workbench_say_undoable (
      self->workbench, message,
      g_cclosure_new_swap (G_CALLBACK (undo_cb), undo, undo_free));
}

static InkLabelledDigit *
add (InkCorrectionRow *self, const char *folder, guint label, GError **error)
{
  InkModelEntry *entry = ink_workbench_get_digit_model (self->workbench);
  const InkLabelledDigit about = {
    .label = (guint8) label,
    .read = self->read,
    .model = self->read == NULL || entry == NULL
                 ? NULL
                 : (char *) ink_model_entry_get_title (entry),
  };
  const InkDrawing *drawing = ink_drawing_area_get_drawing (self->sheet);
  guint height, width;

  if (self->part != NULL)
    drawing = self->part;
  else if (ink_drawing_area_get_picture (self->sheet, &height, &width) != NULL)
    drawing = NULL;
  return ink_my_digits_add (folder, drawing, self->pixels, &about, error);
}

void
ink_correction_row_keep (InkCorrectionRow *self, guint label)
{
  g_autofree char *folder = ink_my_digits_folder ();
  g_autoptr (GError) error = NULL;
  InkLabelledDigit *kept;

  g_return_if_fail (INK_IS_CORRECTION_ROW (self));
  g_return_if_fail (label < N_DIGITS);

  if (!self->has_ink)
    return;
  if (self->kept != NULL && self->kept->label == label)
    {
      say_kept (self);
      return;
    }
  kept = add (self, folder, label, &error);
  if (kept == NULL)
    {
      ink_workbench_say (self->workbench, error->message);
      return;
    }
  if (self->kept != NULL) /* it may be gone already */
    ink_my_digits_remove (folder, self->kept->file, NULL, NULL);
  ink_labelled_digit_free (self->kept);
  self->kept = kept;
  show_kept (self);
  say_kept (self);
  ink_workbench_data_changed (self->workbench);
}

void
ink_correction_row_set_reading (InkCorrectionRow *self, const guint8 *pixels,
                                const InkDrawing *part, const char *read)
{
  g_return_if_fail (INK_IS_CORRECTION_ROW (self));

  /* another digit of the same sheet is another answer */
  if (pixels != NULL && self->kept != NULL
      && memcmp (self->pixels, pixels, INK_DIGIT_PIXELS) != 0)
    forget_kept (self);
  self->has_ink = pixels != NULL;
  g_clear_pointer (&self->part, ink_drawing_free);
  if (part != NULL)
    self->part = ink_drawing_copy (part);
  if (pixels != NULL)
    memcpy (self->pixels, pixels, INK_DIGIT_PIXELS);
  if (g_strcmp0 (self->read, read) != 0)
    {
      g_free (self->read);
      self->read = g_strdup (read);
    }
  for (guint i = 0; i < N_DIGITS; i++)
    gtk_widget_set_sensitive (self->buttons[i], self->has_ink);
}

/* --- The widget --- */

static void
pressed_cb (GtkButton *button, InkCorrectionRow *self)
{
  ink_correction_row_keep (
      self,
      GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "ink-label")));
}

static void
open_cb (InkCorrectionRow *self)
{
  show_count (self); /* another program may have kept some */
  ink_my_digits_dialog_present (GTK_WIDGET (self), self->workbench);
}

static gboolean
key_cb (GtkWidget *sheet, GVariant *label, gpointer row)
{
  ink_correction_row_keep (row, g_variant_get_uint32 (label));
  return TRUE;
}

static gboolean
open_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  open_cb (INK_CORRECTION_ROW (widget));
  return TRUE;
}

/* Wherever the focus is on the page. */
static void
add_open_key (InkCorrectionRow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (
          gtk_shortcut_trigger_parse_string ("<Control>m"),
          gtk_callback_action_new (open_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* On the sheet alone: elsewhere a digit may be typed into something. */
static void
add_keys (InkCorrectionRow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (guint i = 0; i < N_DIGITS; i++)
    {
      g_autofree char *names = g_strdup_printf ("%u|KP_%u", i, i);
      GtkShortcut *shortcut = gtk_shortcut_new (
          gtk_shortcut_trigger_parse_string (names),
          gtk_callback_action_new (key_cb, self, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_uint32 (i));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                            shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self->sheet), keys);
  g_object_set_data (G_OBJECT (self), "ink-keys", keys);
}

static void
ink_correction_row_dispose (GObject *object)
{
  InkCorrectionRow *self = INK_CORRECTION_ROW (object);

  if (self->sheet != NULL)
    {
      gtk_widget_remove_controller (
          GTK_WIDGET (self->sheet),
          g_object_get_data (object, "ink-keys"));
      g_signal_handlers_disconnect_by_data (self->sheet, self);
      g_signal_handlers_disconnect_by_data (self->workbench, self);
    }
  g_clear_object (&self->sheet);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->part, ink_drawing_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->read, g_free);
  g_clear_pointer (&self->kept, ink_labelled_digit_free);
  G_OBJECT_CLASS (ink_correction_row_parent_class)->dispose (object);
}

static void
ink_correction_row_class_init (InkCorrectionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_correction_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "correction");
}

static void
ink_correction_row_init (InkCorrectionRow *self)
{
}

static GtkWidget *
make_digits (InkCorrectionRow *self)
{
  GtkWidget *digits = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (digits, "linked");
  for (guint i = 0; i < N_DIGITS; i++)
    {
      g_autofree char *label = g_strdup_printf ("%u", i);
      g_autofree char *tooltip
          = g_strdup_printf ("It is a %u: keep it under My Digits (%u)", i, i);
      GtkWidget *button = gtk_button_new_with_label (label);

      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                      -1);
      gtk_widget_add_css_class (button, "ink-digit-key");
      g_object_set_data (G_OBJECT (button), "ink-label", GUINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (pressed_cb), self);
      gtk_box_append (GTK_BOX (digits), button);
      self->buttons[i] = button;
    }
  return digits;
}

static GtkWidget *
make_box (InkCorrectionRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new ("It is a");

  gtk_widget_add_css_class (label, "dim-label");
  self->my_digits = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->my_digits, "flat");
  gtk_widget_add_css_class (self->my_digits, "ink-tabular");
  gtk_widget_set_tooltip_text (self->my_digits,
                               "What you kept, and teaching a model from it "
                               "(Ctrl+M)");
  gtk_widget_set_halign (self->my_digits, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->my_digits, TRUE);
  g_signal_connect_swapped (self->my_digits, "clicked", G_CALLBACK (open_cb),
                            self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), make_digits (self));
  gtk_box_append (GTK_BOX (box), self->my_digits);
  return box;
}

GtkWidget *
ink_correction_row_new (InkWorkbench *workbench, InkDrawingArea *sheet)
{
  InkCorrectionRow *self = g_object_new (INK_TYPE_CORRECTION_ROW, NULL);

  self->workbench = g_object_ref (workbench);
  self->sheet = g_object_ref (sheet);
  self->box = make_box (self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_keys (self);
  add_open_key (self);
  g_signal_connect_swapped (sheet, "changed", G_CALLBACK (forget_kept), self);
  g_signal_connect_swapped (workbench, "data-changed", G_CALLBACK (show_count),
                            self);
  show_count (self);
  ink_correction_row_set_reading (self, NULL, NULL, NULL);
  return GTK_WIDGET (self);
}
