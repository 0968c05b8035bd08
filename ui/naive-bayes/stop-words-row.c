/* The choice of a file of stop words, which is read at once: it is small. */
#include "ui/naive-bayes/stop-words-row.h"

#include "core/base/error.h"
#include "core/model/naive-bayes-text.h"
#include "ui/file-chooser.h"
#include "ui/file-filters.h"
#include "ui/format.h"
#include "ui/rows.h"

struct _InkStopWordsRow
{
  AdwActionRow parent_instance;
  GtkWidget *clear;
  GStrv words;   /* nullable */
  char *problem; /* nullable: why there are none */
  GtkFileChooserNative *chooser;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkStopWordsRow, ink_stop_words_row, ADW_TYPE_ACTION_ROW)

/* @path: (nullable) */
static void
show (InkStopWordsRow *self, const char *path)
{
  g_autofree char *name = path == NULL ? NULL : g_path_get_basename (path);
  g_autofree char *shown = name == NULL ? NULL : g_utf8_make_valid (name, -1);
  g_autofree char *escaped = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->clear, path != NULL);
  ink_row_set_problem (GTK_WIDGET (self), self->problem);
  if (self->problem != NULL)
    return;
  if (path != NULL)
    {
      const guint n = g_strv_length (self->words);
      g_autofree char *count = ink_format_count (n);

      escaped = g_markup_escape_text (shown, -1);
      text = g_strdup_printf ("%s: %s word%s", escaped, count,
                              n == 1 ? "" : "s");
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               text != NULL ? text : "none");
}

void
ink_stop_words_row_set_path (InkStopWordsRow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (INK_IS_STOP_WORDS_ROW (self));

  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->problem, g_free);
  if (path != NULL)
    self->words = ink_stop_words_load (path, &error);
  if (error != NULL)
    self->problem = g_strdup (error->message);
  show (self, path);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
ink_stop_words_row_get (InkStopWordsRow *self, const char *const **words,
                        GError **error)
{
  g_return_val_if_fail (INK_IS_STOP_WORDS_ROW (self), FALSE);

  if (self->problem != NULL)
    return ink_error_set (error, INK_ERROR_ARGUMENT, "%s", self->problem);
  *words = (const char *const *) self->words;
  return TRUE;
}

static void
chosen_cb (gpointer self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_stop_words_row_set_path (self, path);
}

static void
choose_cb (InkStopWordsRow *self)
{
  static const char *const patterns[] = { "*.txt", NULL };
  static const InkFileQuestion question
      = { "Stop Words", "_Choose", GTK_FILE_CHOOSER_ACTION_OPEN };
  GtkFileChooser *chooser = ink_file_chooser_ask (
      &self->chooser, GTK_WIDGET (self), &question, chosen_cb);

  if (chooser == NULL)
    return;
  ink_file_filters_add (chooser, "Words, one a line", patterns);
  ink_file_filters_add_all (chooser);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
clear_cb (InkStopWordsRow *self)
{
  ink_stop_words_row_set_path (self, NULL);
}

static void
ink_stop_words_row_dispose (GObject *object)
{
  InkStopWordsRow *self = INK_STOP_WORDS_ROW (object);

  ink_file_chooser_clear (&self->chooser);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (ink_stop_words_row_parent_class)->dispose (object);
}

static void
ink_stop_words_row_class_init (InkStopWordsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_stop_words_row_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_STOP_WORDS_ROW, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_stop_words_row_init (InkStopWordsRow *self)
{
  GtkWidget *choose;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), "Stop words");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               "Words that are no features, one a line");
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  self->clear = ink_row_add_button (GTK_WIDGET (self), "edit-clear-symbolic",
                                    "No stop words");
  choose = ink_row_add_button (GTK_WIDGET (self), "text-x-generic-symbolic",
                               "Choose a file of stop words");
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb),
                            self);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (choose_cb), self);
  show (self, NULL);
}

GtkWidget *
ink_stop_words_row_new (void)
{
  return g_object_new (INK_TYPE_STOP_WORDS_ROW, NULL);
}
