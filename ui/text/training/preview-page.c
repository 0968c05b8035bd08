/* The choice is kept here and shown by the rows at the left; each change asks a
 * worker for another preview, which fills in what was guessed. An answer that
 * is no longer asked for is thrown away. */
#include "ui/text/training/preview-page.h"

#include <adwaita.h>
#include <string.h>

#include "ui/problem-bar.h"
#include "ui/text/text-file.h"
#include "ui/text/training/column-rows.h"
#include "ui/text/training/preview-table.h"
#include "ui/text/training/preview-words.h"
#include "ui/text/training/reading-rows.h"
#include "ui/weak.h"

#define N_ROWS 100
#define MIN_HEIGHT 320 /* pixels */

struct _InkPreviewPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  InkColumnRows *columns;
  InkReadingRows *reading;
  InkPreviewTable *table;
  GtkLabel *format;
  GtkLabel *classes;
  GtkWidget *problem_bar;
  GtkLabel *problem;

  InkTextChoice *choice;
  char *class_names;       /* nullable: the file of them that there is */
  gboolean names_told;     /* whether to use it was decided */
  InkTextPreview *preview; /* (nullable): of @choice, or of the one before as
                              long as a worker looks */
  GCancellable *looking;   /* of the worker under way */
  gboolean filling;        /* the rows are being set, not chosen from */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkPreviewPage, ink_preview_page, GTK_TYPE_WIDGET)

/* --- Showing --- */

static void
show_problem (InkPreviewPage *self, const char *problem)
{
  gtk_widget_set_visible (self->problem_bar, problem != NULL);
  if (problem != NULL)
    gtk_label_set_text (self->problem, problem);
}

static void
show_preview (InkPreviewPage *self)
{
  const InkTextPreview *preview = self->preview;
  const gboolean table = preview != NULL && preview->columns[0] != NULL;
  g_autofree char *format
      = preview == NULL ? NULL : ink_preview_format_words (preview);
  g_auto (GStrv) names
      = self->choice->class_names == NULL
            ? NULL
            : ink_preview_read_names (self->choice->class_names);
  g_autofree char *classes
      = preview == NULL ? NULL
                        : ink_preview_class_words (
                            preview, (const char *const *) names);

  self->filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->columns), table);
  ink_reading_rows_show (self->reading, preview);
  if (table)
    ink_column_rows_show (self->columns, preview);
  gtk_label_set_text (self->format, format != NULL ? format : "");
  gtk_label_set_text (self->classes, classes != NULL ? classes : "");
  ink_preview_table_show (self->table, preview);
  self->filling = FALSE;
}

/* --- Looking --- */

static void
look_worker (GTask *task, gpointer source, gpointer data,
             GCancellable *cancellable)
{
  const InkTextChoice *choice = data;
  const InkTextOptions options = ink_text_choice_options (choice);
  GError *error = NULL;
  InkTextPreview *preview
      = ink_text_preview_new (choice->path, &options, N_ROWS, &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview,
                           (GDestroyNotify) ink_text_preview_free);
  else
    g_task_return_error (task, error);
}

static void
stop_looking (InkPreviewPage *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void look (InkPreviewPage *self);

/* Labels that are numbers get the names in a file beside theirs, unless told
 * otherwise. Returns: whether to look once more. */
static gboolean
use_class_names (InkPreviewPage *self)
{
  if (self->class_names == NULL || self->names_told || self->preview == NULL
      || !ink_preview_has_numbers (self->preview))
    return FALSE;
  self->names_told = TRUE;
  self->choice->class_names = g_strdup (self->class_names);
  self->filling = TRUE;
  ink_reading_rows_set_names (self->reading, TRUE);
  self->filling = FALSE;
  return TRUE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (InkPreviewPage) self = ink_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  InkTextPreview *preview
      = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&preview, ink_text_preview_free);
      return;
    }
  stop_looking (self);
  g_clear_pointer (&self->preview, ink_text_preview_free);
  self->preview = preview;
  if (use_class_names (self))
    {
      look (self);
      return;
    }
  show_preview (self);
  show_problem (self, error != NULL ? error->message : preview->problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
look (InkPreviewPage *self)
{
  g_autoptr (GTask) task = NULL;

  stop_looking (self);
  self->looking = g_cancellable_new ();
  task = g_task_new (NULL, self->looking, looked_cb, ink_weak_new (self));
  g_task_set_task_data (task, ink_text_choice_copy (self->choice),
                        (GDestroyNotify) ink_text_choice_free);
  g_task_run_in_thread (task, look_worker);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Choosing --- */

static void
columns_cb (InkPreviewPage *self)
{
  if (self->filling)
    return;
  g_free (self->choice->text_column);
  g_free (self->choice->label_column);
  self->choice->header = ink_column_rows_get_header (self->columns);
  self->choice->text_column = ink_column_rows_get_text (self->columns);
  self->choice->label_column = ink_column_rows_get_label (self->columns);
  look (self);
}

static void
reading_cb (InkPreviewPage *self)
{
  if (self->filling)
    return;
  ink_reading_rows_read (self->reading, self->choice);
  look (self);
}

static void
names_cb (InkPreviewPage *self)
{
  if (self->filling)
    return;
  self->names_told = TRUE;
  g_clear_pointer (&self->choice->class_names, g_free);
  if (ink_reading_rows_get_names (self->reading))
    self->choice->class_names = g_strdup (self->class_names);
  look (self);
}

/* --- The widget --- */

static void
make_rows (InkPreviewPage *self)
{
  self->columns = INK_COLUMN_ROWS (ink_column_rows_new ());
  self->reading = INK_READING_ROWS (ink_reading_rows_new ());
}

static void
connect_rows (InkPreviewPage *self)
{
  g_signal_connect_swapped (self->columns, "chosen", G_CALLBACK (columns_cb),
                            self);
  g_signal_connect_swapped (self->reading, "chosen", G_CALLBACK (reading_cb),
                            self);
  g_signal_connect_swapped (self->reading, "names", G_CALLBACK (names_cb),
                            self);
}

static GtkWidget *
make_left (InkPreviewPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->columns));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reading));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_size_request (scroller, 330, -1);
  gtk_widget_set_hexpand (scroller, FALSE); /* whatever its rows would like */
  return scroller;
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkWidget *
make_right (InkPreviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->table = INK_PREVIEW_TABLE (ink_preview_table_new ());
  self->format = make_label ("heading");
  self->classes = make_label ("dim-label");
  gtk_widget_set_vexpand (GTK_WIDGET (self->table), TRUE);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->table));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->format));
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->classes));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  return box;
}

static GtkWidget *
make_problem_bar (InkPreviewPage *self)
{
  self->problem_bar = ink_problem_bar_new (&self->problem);
  gtk_label_set_wrap_mode (self->problem, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->problem_bar, "ink-problem");
  return self->problem_bar;
}

static void
ink_preview_page_dispose (GObject *object)
{
  InkPreviewPage *self = INK_PREVIEW_PAGE (object);

  self->filling = TRUE;
  stop_looking (self);
  g_clear_pointer (&self->preview, ink_text_preview_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_preview_page_parent_class)->dispose (object);
}

static void
ink_preview_page_finalize (GObject *object)
{
  InkPreviewPage *self = INK_PREVIEW_PAGE (object);

  ink_text_choice_free (self->choice);
  g_free (self->class_names);
  G_OBJECT_CLASS (ink_preview_page_parent_class)->finalize (object);
}

static void
ink_preview_page_class_init (InkPreviewPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_preview_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ink_preview_page_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_PREVIEW_PAGE, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_preview_page_init (InkPreviewPage *self)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_vexpand (both, TRUE);
  /* More than its labels need, however they wrap: GTK finds fault with a pixel
   * more or less. */
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, MIN_HEIGHT);
  make_rows (self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (both), make_left (self));
  gtk_box_append (GTK_BOX (both), make_right (self));
  gtk_box_append (GTK_BOX (self->box), make_problem_bar (self));
  gtk_box_append (GTK_BOX (self->box), both);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  connect_rows (self);
}

/* Of a set known by name one knows it. */
static gboolean
are_mails (const char *path)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known_texts (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (known[i].name, path) == 0)
      return known[i].mails;
  return FALSE;
}

static void
set_mail (InkPreviewPage *self, gboolean mail)
{
  self->filling = TRUE;
  ink_reading_rows_set_mail (self->reading, mail);
  self->choice->mail = mail;
  self->filling = FALSE;
}

GtkWidget *
ink_preview_page_new (const char *path)
{
  InkPreviewPage *self = g_object_new (INK_TYPE_PREVIEW_PAGE, NULL);

  self->choice = ink_text_choice_new (path);
  set_mail (self, are_mails (path));
  self->class_names = ink_text_file_class_names (path);
  ink_reading_rows_offer_names (self->reading, self->class_names);
  show_preview (self);
  look (self);
  return GTK_WIDGET (self);
}

const InkTextChoice *
ink_preview_page_get_choice (InkPreviewPage *self)
{
  g_return_val_if_fail (INK_IS_PREVIEW_PAGE (self), NULL);
  return self->choice;
}

void
ink_preview_page_look_again (InkPreviewPage *self)
{
  g_return_if_fail (INK_IS_PREVIEW_PAGE (self));
  look (self);
}

gboolean
ink_preview_page_is_busy (InkPreviewPage *self)
{
  g_return_val_if_fail (INK_IS_PREVIEW_PAGE (self), FALSE);
  return self->looking != NULL;
}

gboolean
ink_preview_page_is_ready (InkPreviewPage *self)
{
  g_return_val_if_fail (INK_IS_PREVIEW_PAGE (self), FALSE);

  return self->looking == NULL && self->preview != NULL
         && self->preview->problem == NULL
         && self->preview->rows->len > 0;
}
