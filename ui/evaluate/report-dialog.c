/* Where to, how many resamples, and then how far it is. The job does the rest;
 * closing the window stops it. */
#include "ui/evaluate/report-dialog.h"

#include "ui/evaluate/report-job.h"
#include "ui/file-chooser.h"
#include "ui/job-progress.h"
#include "ui/report/report.h"
#include "ui/rows.h"

#define SEED 1

struct _InkReportDialog
{
  AdwWindow parent_instance;
  InkEvaluated *evaluated;
  GtkWidget *choices;
  GtkEditable *folder;
  GtkSpinButton *resamples;
  GtkWidget *write;
  GtkWidget *open;
  GtkButton *dismiss;
  GtkProgressBar *progress;
  GtkLabel *problem;
  GtkLabel *done;
  GtkFileChooserNative *chooser;
  InkReportJob *job;
  char *folder_path; /* of the job, and of what it wrote */
  gboolean written;
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkReportDialog, ink_report_dialog, ADW_TYPE_WINDOW)

static void
show_problem (InkReportDialog *self, const char *message)
{
  gtk_label_set_text (self->problem, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message[0] != '\0');
}

static double
progress_cb (gpointer job)
{
  return ink_report_job_progress (job);
}

static void
set_busy (InkReportDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->choices, !busy);
  gtk_widget_set_sensitive (self->write, !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  ink_job_progress_watch (self->progress, busy ? progress_cb : NULL, self->job);
}

/* What is there now is to be looked at. */
static void
show_written (InkReportDialog *self)
{
  g_autofree char *text
      = g_strdup_printf ("The report is in %s", self->folder_path);
  g_autofree char *name = g_path_get_basename (self->folder_path);
  g_autofree char *message = g_strdup_printf ("Report written: %s", name);

  self->written = TRUE;
  gtk_label_set_text (self->done, text);
  gtk_widget_set_visible (GTK_WIDGET (self->done), TRUE);
  gtk_widget_set_visible (self->choices, FALSE);
  gtk_widget_set_visible (self->write, FALSE);
  gtk_widget_set_visible (self->open, TRUE);
  gtk_button_set_label (self->dismiss, "_Close");
  gtk_window_set_default_widget (GTK_WINDOW (self), self->open);
  gtk_widget_grab_focus (self->open);
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
done_cb (const GError *error, gpointer user_data)
{
  InkReportDialog *self = user_data;

  self->job = NULL;
  set_busy (self, FALSE);
  show_problem (self, error != NULL ? error->message : "");
  if (error == NULL)
    show_written (self);
}

/* "~" and a folder beside others, as people write them; (transfer full). */
static char *
expand (const char *text)
{
  g_autofree char *clean = g_strstrip (g_strdup (text));

  if (clean[0] == '~' && (clean[1] == '/' || clean[1] == '\0'))
    return g_build_filename (g_get_home_dir (), clean + 1, NULL);
  if (clean[0] == '\0' || g_path_is_absolute (clean))
    return g_steal_pointer (&clean);
  return g_build_filename (g_get_home_dir (), clean, NULL);
}

void
ink_report_dialog_write (InkReportDialog *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  const InkBootstrapOptions bootstrap = {
    .n_resamples = (guint) gtk_spin_button_get_value (self->resamples),
    .seed = SEED,
    .level = self->evaluated->level,
  };

  g_return_if_fail (INK_IS_REPORT_DIALOG (self));

  if (self->job != NULL || self->written)
    return;
  if (!ink_report_check_folder (folder, &error))
    {
      show_problem (self, error->message);
      return;
    }
  show_problem (self, "");
  g_free (self->folder_path);
  self->folder_path = g_strdup (folder);
  self->job = ink_report_job_start (self->evaluated, folder, &bootstrap,
                                    done_cb, self);
  set_busy (self, TRUE);
}

gboolean
ink_report_dialog_is_busy (InkReportDialog *self)
{
  g_return_val_if_fail (INK_IS_REPORT_DIALOG (self), FALSE);
  return self->job != NULL;
}

const char *
ink_report_dialog_get_problem (InkReportDialog *self)
{
  g_return_val_if_fail (INK_IS_REPORT_DIALOG (self), NULL);
  return gtk_label_get_text (self->problem);
}

static void
write_cb (InkReportDialog *self)
{
  g_autofree char *folder = expand (gtk_editable_get_text (self->folder));

  ink_report_dialog_write (self, folder);
}

static void
open_cb (InkReportDialog *self)
{
  g_autofree char *page
      = g_build_filename (self->folder_path, "index.html", NULL);
  g_autofree char *uri = g_filename_to_uri (page, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

/* A chosen folder is the one that the report's folder is made in. */
static void
chosen_cb (gpointer user_data, GFile *file)
{
  InkReportDialog *self = user_data;
  g_autofree char *parent = g_file_get_path (file);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (parent == NULL)
    return;
  name = g_path_get_basename (gtk_editable_get_text (self->folder));
  path = g_build_filename (parent, name, NULL);
  gtk_editable_set_text (self->folder, path);
}

static void
choose_cb (InkReportDialog *self)
{
  static const InkFileQuestion question
      = { "Where the Report’s Folder Goes", "_Choose",
          GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER };

  if (ink_file_chooser_ask (&self->chooser, GTK_WIDGET (self), &question,
                            chosen_cb)
      != NULL)
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* "report-digits-shipped-mnist-test" in the documents; (transfer full). */
static char *
suggest_folder (const InkEvaluated *evaluated)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *data = g_path_get_basename (evaluated->data);
  g_autofree char *name = g_strjoin (
      "-", "report", ink_model_entry_get_title (evaluated->entry), data,
      evaluated->split, NULL);
  GString *plain = g_string_new (NULL);

  for (const char *p = name; *p != '\0' && plain->len < 80; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (plain, g_ascii_tolower (*p));
    else if (plain->len > 0 && plain->str[plain->len - 1] != '-')
      g_string_append_c (plain, '-');
  g_free (name);
  name = g_string_free (plain, FALSE);
  return g_build_filename (documents != NULL ? documents : g_get_home_dir (),
                           name, NULL);
}

static GtkWidget *
make_folder_row (InkReportDialog *self)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("folder-open-symbolic");
  g_autofree char *folder = suggest_folder (self->evaluated);

  self->folder = GTK_EDITABLE (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Folder");
  gtk_editable_set_text (self->folder, folder);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (button, "Choose where it goes");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  return row;
}

static GtkWidget *
make_choices (InkReportDialog *self)
{
  const InkSpinSpec spec = {
    .title = "Resamples",
    .subtitle = "For the intervals; more take longer",
    .low = INK_BOOTSTRAP_MIN,
    .high = INK_BOOTSTRAP_MAX,
    .step = 100,
    .tooltip = "The examples are drawn again so often, to see how far each "
               "figure moves",
  };
  GtkWidget *group = adw_preferences_group_new ();

  self->choices = group;
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      "A page to read or print, with all figures, charts and the worst "
      "mistakes; beside it the figures (JSON), every prediction (CSV) and the "
      "charts (PNG, SVG).");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_folder_row (self));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             ink_spin_row_new (&spec, &self->resamples));
  gtk_spin_button_set_value (self->resamples, INK_BOOTSTRAP_RESAMPLES);
  return group;
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_set_visible (label, FALSE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
make_header (InkReportDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *dismiss = gtk_button_new_with_mnemonic ("_Cancel");

  self->dismiss = GTK_BUTTON (dismiss);
  self->write = gtk_button_new_with_mnemonic ("_Write");
  self->open = gtk_button_new_with_mnemonic ("_Open");
  gtk_widget_add_css_class (self->write, "suggested-action");
  gtk_widget_add_css_class (self->open, "suggested-action");
  gtk_widget_set_visible (self->open, FALSE);
  g_signal_connect_swapped (dismiss, "clicked", G_CALLBACK (gtk_window_close),
                            self);
  g_signal_connect_swapped (self->write, "clicked", G_CALLBACK (write_cb),
                            self);
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), dismiss);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->open);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->write);
  return header;
}

static void
lay_out (InkReportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (inner), make_choices (self));
  self->done = add_label (inner, NULL);
  self->problem = add_label (inner, "error");
  self->progress = GTK_PROGRESS_BAR (ink_job_progress_new ("Writing…"));
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->progress));
  gtk_widget_set_margin_top (inner, 12);
  gtk_widget_set_margin_bottom (inner, 18);
  gtk_widget_set_margin_start (inner, 18);
  gtk_widget_set_margin_end (inner, 18);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), inner);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->write);
  gtk_window_set_focus (GTK_WINDOW (self), self->write);
}

static void
ink_report_dialog_dispose (GObject *object)
{
  InkReportDialog *self = INK_REPORT_DIALOG (object);

  ink_file_chooser_clear (&self->chooser);
  if (self->job != NULL)
    ink_job_progress_watch (self->progress, NULL, NULL);
  g_clear_pointer (&self->job, ink_report_job_stop);
  g_clear_pointer (&self->evaluated, ink_evaluated_free);
  g_clear_pointer (&self->folder_path, g_free);
  G_OBJECT_CLASS (ink_report_dialog_parent_class)->dispose (object);
}

static void
ink_report_dialog_class_init (InkReportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_report_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass),
                                       GDK_KEY_Escape, 0, "window.close",
                                       NULL);
  signals[MESSAGE]
      = g_signal_new ("message", INK_TYPE_REPORT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_report_dialog_init (InkReportDialog *self)
{
}

GtkWidget *
ink_report_dialog_new (GtkWindow *parent, InkEvaluated *evaluated)
{
  InkReportDialog *self = g_object_new (INK_TYPE_REPORT_DIALOG, NULL);

  self->evaluated = evaluated;
  gtk_window_set_title (GTK_WINDOW (self), "Write a Report");
  gtk_window_set_default_size (GTK_WINDOW (self), 560, -1);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  lay_out (self);
  return GTK_WIDGET (self);
}
