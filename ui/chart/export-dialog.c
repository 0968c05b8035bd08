/* The export dialog: rows at the right, at the left what comes of them. Every
 * change reads all rows anew; what cannot be is said below and cannot be
 * exported. */
#include "ui/chart/export-dialog.h"

#include <string.h>

#include "ui/chart/chart-export.h"
#include "ui/chart/export-choice.h"
#include "ui/chart/export-job.h"
#include "ui/chart/export-words.h"
#include "ui/file-chooser.h"
#include "ui/job-progress.h"
#include "ui/rows.h"

#define PREVIEW_WIDTH 520
#define PREVIEW_HEIGHT 440
#define REFRESH_INTERVAL 250 /* ms */

struct _InkExportDialog
{
  AdwWindow parent_instance;
  InkPlot *plot;
  GtkWidget *format, *unit, *look, *ground;  /* AdwComboRow */
  GtkWidget *width, *height, *resolution;    /* AdwEntryRow */
  GtkWidget *size_rows, *look_rows;          /* AdwPreferencesGroup */
  GtkStack *stack;                           /* "picture", "text" */
  GtkPicture *picture;
  GtkLabel *text;
  GtkLabel *size, *part, *problem;
  GtkWidget *export;
  GtkFileChooserNative *chooser; /* nullable */
  InkExportJob *job;             /* nullable: while it writes */
  char *name;                    /* of the file it writes; nullable */
  GtkWidget *choices;            /* all rows */
  GtkProgressBar *progress;
  guint refresh_source;
  gboolean filling;
};

enum
{
  EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkExportDialog, ink_export_dialog, ADW_TYPE_WINDOW)

static const char *const looks[] = { "light", "dark", "print" };

static guint
chosen (GtkWidget *row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (row));
}

static InkExportFormat
chosen_format (InkExportDialog *self)
{
  return (InkExportFormat) chosen (self->format);
}

static gboolean
read_rows (InkExportDialog *self,
           InkTheme *theme,
           InkExportOptions *options,
           GError **error)
{
  const InkExportChoice choice = {
    .format = chosen_format (self),
    .width = gtk_editable_get_text (GTK_EDITABLE (self->width)),
    .height = gtk_editable_get_text (GTK_EDITABLE (self->height)),
    .resolution = gtk_editable_get_text (GTK_EDITABLE (self->resolution)),
    .unit = (InkResolutionUnit) chosen (self->unit),
    .look = looks[MIN (chosen (self->look), G_N_ELEMENTS (looks) - 1)],
    .ground = (InkExportGround) chosen (self->ground),
  };

  return ink_export_choice_read (&choice, theme, options, error);
}

static void
show_picture (InkExportDialog *self, const InkExportOptions *options)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autoptr (GdkTexture) texture =
      ink_chart_export_preview (self->plot, options, PREVIEW_WIDTH * scale,
                                PREVIEW_HEIGHT * scale);

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, "picture");
}

static void
show_text (InkExportDialog *self)
{
  g_autofree char *csv = ink_plot_to_csv (self->plot);
  g_autofree char *head = ink_export_first_lines (csv);

  if (strcmp (gtk_label_get_text (self->text), head) != 0)
    gtk_label_set_text (self->text, head);
  gtk_stack_set_visible_child_name (self->stack, "text");
}

static void
show_part (InkExportDialog *self)
{
  g_autofree char *part = ink_export_describe_part (self->plot);
  g_autofree char *words = g_strdup_printf (
      chosen_format (self) == INK_EXPORT_CSV
          ? "Only the values in view are exported: %s"
          : "Only what is in view is exported: %s",
      part);

  gtk_label_set_text (self->part, words);
  gtk_widget_set_visible (GTK_WIDGET (self->part), part[0] != '\0');
}

static void
show_preview (InkExportDialog *self, const InkExportOptions *options)
{
  g_autofree char *size =
      ink_export_choice_describe (chosen_format (self), options);

  gtk_label_set_text (self->size, size);
  show_part (self);
  if (chosen_format (self) == INK_EXPORT_CSV)
    show_text (self);
  else
    show_picture (self, options);
}

static void
show_problem (InkExportDialog *self, const GError *error)
{
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->size), error == NULL);
}

static void
update (InkExportDialog *self)
{
  g_autoptr (GError) error = NULL;
  InkExportOptions options;
  InkTheme theme;
  InkExportFormat format = chosen_format (self);

  if (self->filling)
    return;
  gtk_widget_set_visible (self->size_rows, format != INK_EXPORT_CSV);
  gtk_widget_set_visible (self->look_rows, format != INK_EXPORT_CSV);
  gtk_widget_set_visible (self->unit, format == INK_EXPORT_PNG);
  gtk_widget_set_visible (self->resolution, format == INK_EXPORT_PNG);
  if (read_rows (self, &theme, &options, &error))
    show_preview (self, &options);
  show_problem (self, error);
  gtk_widget_set_sensitive (self->export, error == NULL && self->job == NULL);
}

/* The preview alone: what is said of a file that could not be written stays. */
static gboolean
refresh_cb (gpointer user_data)
{
  InkExportDialog *self = user_data;
  InkExportOptions options;
  InkTheme theme;

  self->refresh_source = 0;
  if (read_rows (self, &theme, &options, NULL))
    show_preview (self, &options);
  return G_SOURCE_REMOVE;
}

void
ink_export_dialog_refresh (InkExportDialog *self)
{
  g_return_if_fail (INK_IS_EXPORT_DIALOG (self));

  if (self->plot != NULL && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_INTERVAL, refresh_cb, self);
}

/* Keeps what the picture will be: 2 becomes 192. */
static void
unit_cb (InkExportDialog *self)
{
  gboolean dpi = chosen (self->unit) == INK_RESOLUTION_DPI;
  GtkEditable *entry = GTK_EDITABLE (self->resolution);
  double value = g_strtod (gtk_editable_get_text (entry), NULL);
  g_autofree char *text = NULL;

  value = dpi ? value * 96 : value / 96;
  text = g_strdup_printf ("%.4g", dpi ? CLAMP (value, 96, 768)
                                      : CLAMP (value, 1, 4));
  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->resolution),
                                 dpi ? "DPI, 96 to 768" : "Scale, 1 to 4");
  gtk_editable_set_text (entry, text);
  self->filling = FALSE;
  update (self);
}

/* Saving */

static double
progress_cb (gpointer job)
{
  return ink_export_job_progress (job);
}

/* While a file is written, all that is left to do is to cancel. */
static void
set_busy (InkExportDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->choices, !busy);
  gtk_widget_set_sensitive (self->export, !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  ink_job_progress_watch (self->progress, busy ? progress_cb : NULL, self->job);
}

static void
saved_cb (const GError *error, gpointer user_data)
{
  InkExportDialog *self = user_data;
  g_autofree char *message = g_strdup_printf ("Exported %s", self->name);

  self->job = NULL;
  set_busy (self, FALSE);
  show_problem (self, error);
  if (error != NULL)
    return;
  g_signal_emit (self, signals[EXPORTED], 0, message);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
save (InkExportDialog *self, const char *path, GError **error)
{
  const char *extension = ink_export_format_extension (chosen_format (self));
  InkExportOptions options;
  InkTheme theme;
  g_autofree char *whole = NULL;

  if (!read_rows (self, &theme, &options, error))
    return FALSE;
  whole = ink_chart_export_complete (path, extension, error);
  if (whole == NULL)
    return FALSE;
  g_free (self->name);
  self->name = g_path_get_basename (whole);
  self->job
      = ink_export_job_start (self->plot, whole, &options, saved_cb, self);
  return TRUE;
}

void
ink_export_dialog_save (InkExportDialog *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (INK_IS_EXPORT_DIALOG (self));

  if (self->job != NULL)
    return;
  if (save (self, path, &error))
    set_busy (self, TRUE);
  show_problem (self, error);
}

static void
chosen_cb (gpointer user_data, GFile *file)
{
  InkExportDialog *self = user_data;
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    {
      ink_export_dialog_save (self, path);
      return;
    }
  gtk_label_set_text (self->problem,
                      "Cannot export there: choose a folder of this computer");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

/* Without a filter, GTK's dialog shows a list with the one choice "(None)". */
static void
add_filter (GtkFileChooser *chooser, const char *extension)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *upper = g_ascii_strup (extension, -1);
  g_autofree char *name = g_strdup_printf ("%s files", upper);

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, extension);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
export_cb (InkExportDialog *self)
{
  static const InkFileQuestion question
      = { "Export Chart", "_Export", GTK_FILE_CHOOSER_ACTION_SAVE };
  const char *extension = ink_export_format_extension (chosen_format (self));
  g_autofree char *name =
      ink_chart_export_suggest_name (self->plot, extension);
  GtkFileChooser *chooser = ink_file_chooser_ask (
      &self->chooser, GTK_WIDGET (self), &question, chosen_cb);

  if (chooser == NULL)
    return;
  gtk_file_chooser_set_current_name (chooser, name);
  add_filter (chooser, extension);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Parts */

static GtkWidget *
make_combo (InkExportDialog *self, const char *title, const char *const *names)
{
  GtkWidget *row =
      ink_combo_row_new (title, NULL, gtk_string_list_new (names));

  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (update), self);
  return row;
}

static GtkWidget *
make_entry (InkExportDialog *self, const char *title, double value)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *text = g_strdup_printf ("%g", value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  return row;
}

static void
make_rows (InkExportDialog *self, int width, int height)
{
  static const char *const formats[] = { "PNG picture", "SVG drawing",
                                         "PDF page", "CSV table", NULL };
  static const char *const units[] = { "Scale", "DPI", NULL };
  static const char *const names[] = { "Light", "Dark", "Print", NULL };
  static const char *const grounds[] = { "As the look", "White", "Transparent",
                                         NULL };
  InkExportOptions usual;

  ink_export_options_init (&usual);
  self->format = make_combo (self, "Format", formats);
  self->width = make_entry (self, "Width in pixels",
                            width > 0 ? width : usual.width);
  self->height = make_entry (self, "Height in pixels",
                             height > 0 ? height : usual.height);
  self->unit = ink_combo_row_new ("Resolution by", NULL,
                                  gtk_string_list_new (units));
  g_signal_connect_swapped (self->unit, "notify::selected",
                            G_CALLBACK (unit_cb), self);
  self->resolution = make_entry (self, "Scale, 1 to 4", usual.scale);
  self->look = make_combo (self, "Look", names);
  self->ground = make_combo (self, "Ground", grounds);
}

/* @rows: NULL-terminated */
static GtkWidget *
make_group (GtkWidget *const *rows)
{
  GtkWidget *group = adw_preferences_group_new ();

  for (; *rows != NULL; rows++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), *rows);
  return group;
}

static GtkWidget *
make_words (InkExportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *size = gtk_label_new (NULL);
  GtkWidget *part = gtk_label_new (NULL);
  GtkWidget *problem = gtk_label_new (NULL);

  self->size = GTK_LABEL (size);
  self->part = GTK_LABEL (part);
  self->problem = GTK_LABEL (problem);
  self->progress = GTK_PROGRESS_BAR (ink_job_progress_new ("Exporting…"));
  gtk_label_set_wrap (self->size, TRUE);
  gtk_label_set_wrap (self->part, TRUE);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_wrap_mode (self->problem, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->size, 0);
  gtk_label_set_xalign (self->part, 0);
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_width_chars (self->problem, 20);
  gtk_label_set_max_width_chars (self->problem, 36);
  gtk_widget_add_css_class (size, "dim-label");
  gtk_widget_add_css_class (problem, "error");
  gtk_box_append (GTK_BOX (box), size);
  gtk_box_append (GTK_BOX (box), part);
  gtk_box_append (GTK_BOX (box), problem);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  return box;
}

static GtkWidget *
make_right (InkExportDialog *self)
{
  GtkWidget *const first[] = { self->format, NULL };
  GtkWidget *const sizes[] = { self->width, self->height, self->unit,
                               self->resolution, NULL };
  GtkWidget *const look[] = { self->look, self->ground, NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->choices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->size_rows = make_group (sizes);
  self->look_rows = make_group (look);
  gtk_box_append (GTK_BOX (self->choices), make_group (first));
  gtk_box_append (GTK_BOX (self->choices), self->size_rows);
  gtk_box_append (GTK_BOX (self->choices), self->look_rows);
  gtk_box_append (GTK_BOX (box), self->choices);
  gtk_box_append (GTK_BOX (box), make_words (self));
  gtk_widget_set_size_request (box, 300, -1);
  return box;
}

static GtkWidget *
make_text (InkExportDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *text = gtk_label_new (NULL);

  self->text = GTK_LABEL (text);
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_yalign (self->text, 0);
  gtk_label_set_selectable (self->text, TRUE);
  gtk_widget_set_focusable (text, FALSE); /* else it begins selected */
  gtk_widget_add_css_class (text, "monospace");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), text);
  return scrolled;
}

static GtkWidget *
make_left (InkExportDialog *self)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *picture = gtk_picture_new ();

  self->stack = GTK_STACK (stack);
  self->picture = GTK_PICTURE (picture);
  gtk_picture_set_can_shrink (self->picture, TRUE);
  gtk_picture_set_alternative_text (self->picture,
                                    "What the picture will look like");
  gtk_stack_add_named (self->stack, picture, "picture");
  gtk_stack_add_named (self->stack, make_text (self), "text");
  gtk_widget_set_size_request (stack, PREVIEW_WIDTH, PREVIEW_HEIGHT);
  gtk_widget_set_hexpand (stack, TRUE);
  gtk_widget_set_vexpand (stack, TRUE);
  return stack;
}

static GtkWidget *
make_header (InkExportDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic ("_Cancel");

  self->export = gtk_button_new_with_mnemonic ("_Export…");
  gtk_widget_add_css_class (self->export, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close),
                            self);
  g_signal_connect_swapped (self->export, "clicked", G_CALLBACK (export_cb),
                            self);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->export);
  return header;
}

static void
add_escape (InkExportDialog *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
lay_out (InkExportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  gtk_box_append (GTK_BOX (sides), make_left (self));
  gtk_box_append (GTK_BOX (sides), make_right (self));
  gtk_widget_set_margin_top (sides, 12);
  gtk_widget_set_margin_bottom (sides, 18);
  gtk_widget_set_margin_start (sides, 18);
  gtk_widget_set_margin_end (sides, 18);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), sides);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->export);
  /* Else Cancel has it, the first in the header, and Enter cancels. */
  gtk_window_set_focus (GTK_WINDOW (self), self->export);
}

/* The type */

static void
ink_export_dialog_dispose (GObject *object)
{
  InkExportDialog *self = INK_EXPORT_DIALOG (object);

  ink_file_chooser_clear (&self->chooser);
  if (self->job != NULL)
    ink_job_progress_watch (self->progress, NULL, NULL);
  g_clear_pointer (&self->job, ink_export_job_stop);
  g_clear_pointer (&self->name, g_free);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->filling = TRUE; /* rows may still tell of their end */
  g_clear_pointer (&self->plot, ink_plot_unref);
  G_OBJECT_CLASS (ink_export_dialog_parent_class)->dispose (object);
}

static void
ink_export_dialog_class_init (InkExportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_export_dialog_dispose;
  signals[EXPORTED] =
      g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_export_dialog_init (InkExportDialog *self)
{
  gtk_window_set_title (GTK_WINDOW (self), "Export Chart");
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  add_escape (self);
}

GtkWidget *
ink_export_dialog_new (GtkWindow *parent,
                       InkPlot *plot,
                       const char *extension,
                       int width,
                       int height)
{
  InkExportDialog *self = g_object_new (INK_TYPE_EXPORT_DIALOG,
                                        "transient-for", parent, NULL);

  self->plot = ink_plot_ref (plot);
  self->filling = TRUE;
  make_rows (self, width, height);
  lay_out (self);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->format),
                              ink_export_format_find (extension));
  self->filling = FALSE;
  update (self);
  return GTK_WIDGET (self);
}
