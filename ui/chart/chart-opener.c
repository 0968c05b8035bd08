/* An exported PNG carries the name of its run and what else a plot's facts are
 * (chart-facts). The name leads to the run's folder; where that is gone, or is
 * another run's by the hash of its data, the facts are all there is. */
#include "ui/chart/chart-opener.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/picture.h"
#include "ui/plot/png-texts.h"

/* Of a text that is shown, in characters; of all, in lines. */
#define MAX_SHOWN 400
#define MAX_LINES 16
#define MAX_HEIGHT 320 /* of the facts, in pixels: beyond, they scroll */

gboolean
ink_chart_opener_is_chart (const void *bytes, gsize size)
{
  g_autoptr (GPtrArray) texts = ink_png_texts_parse ("", bytes, size, NULL);

  return texts != NULL && ink_png_texts_are_of_chart (texts);
}

GPtrArray *
ink_chart_opener_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, INK_PICTURE_MAX_FILE, error);
  g_autoptr (GPtrArray) texts = NULL;
  gsize size;
  const void *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  texts = ink_png_texts_parse (path, data, size, error);
  if (texts == NULL)
    return NULL;
  if (ink_png_texts_are_of_chart (texts))
    return g_steal_pointer (&texts);
  ink_error_set (error, INK_ERROR_FORMAT,
                 "%s: expected a chart that Inkling exported, found another "
                 "picture",
                 path);
  return NULL;
}

char *
ink_chart_opener_find_run (const GPtrArray *texts, const char *runs_folder)
{
  return ink_kept_run_find (runs_folder, ink_png_texts_find (texts, "Run"));
}

/* Ends a line or a paragraph, or turns the direction of what follows. */
static gboolean
is_layout (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x2028 && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

/* On one line, cut. (transfer full) */
static char *
shown_text (const char *text)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; *text != '\0' && i < MAX_SHOWN; i++)
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (shown, is_layout (c) ? ' ' : c);
      text = g_utf8_next_char (text);
    }
  return g_string_free (g_string_append (shown, *text != '\0' ? "…" : ""),
                        FALSE);
}

char *
ink_chart_opener_describe (const GPtrArray *texts)
{
  GString *lines = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i + 1 < texts->len && n < MAX_LINES; i += 2)
    {
      g_autofree char *value = shown_text (texts->pdata[i + 1]);

      if (g_strcmp0 (texts->pdata[i], "Title") == 0)
        continue;
      g_string_append_printf (lines, "%s%s: %s", n > 0 ? "\n" : "",
                              (const char *) texts->pdata[i], value);
      n++;
    }
  return g_string_free (lines, FALSE);
}

/* However many there are, the button below stays on the screen. */
static GtkWidget *
make_facts (const char *facts)
{
  GtkWidget *label = gtk_label_new (facts);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkScrolledWindow *window = GTK_SCROLLED_WINDOW (scrolled);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_scrolled_window_set_policy (window, GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (window, TRUE);
  gtk_scrolled_window_set_propagate_natural_height (window, TRUE);
  gtk_scrolled_window_set_max_content_height (window, MAX_HEIGHT);
  gtk_scrolled_window_set_child (window, label);
  return scrolled;
}

static void
show_facts (GtkWindow *parent, const GPtrArray *texts, const char *note)
{
  g_autofree char *title = shown_text (ink_png_texts_find (texts, "Title"));
  g_autofree char *facts = ink_chart_opener_describe (texts);
  GtkWidget *dialog = adw_message_dialog_new (parent, title, note);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      make_facts (facts));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close",
                                   "_Close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog),
                                           "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Opening --- */

typedef struct
{
  GtkWindow *window; /* a reference */
  GPtrArray *texts;  /* of the chart */
  InkShowRunFunc show;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_ptr_array_unref (opening->texts);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* Two runs of one name, on two computers, are told apart by their data; an
 * evaluation's own is that of its test. */
static gboolean
is_run_of (const InkKeptRun *run, const GPtrArray *texts)
{
  const char *hash = ink_png_texts_find (texts, "Training data hash");

  if (hash == NULL)
    hash = ink_png_texts_find (texts, "Data hash");
  return hash == NULL || run->data_hash == NULL
         || strcmp (hash, run->data_hash) == 0;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkKeptRun) run = ink_kept_run_load_finish (result, &error);
  const char *note = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (opening->window)))
    return;
  if (run == NULL)
    note = error->message;
  else if (!is_run_of (run, opening->texts))
    note = "The run of that name on this computer was on other data.";
  else if (!opening->show (opening->window, run))
    note = "Its curves can be shown once the present run has ended.";
  if (note != NULL)
    show_facts (opening->window, opening->texts, note);
}

gboolean
ink_chart_opener_open (GtkWindow *window, const char *path,
                       InkShowRunFunc show, GError **error)
{
  g_autoptr (GPtrArray) texts = ink_chart_opener_read (path, error);
  g_autofree char *folder = NULL;
  Opening *opening;

  if (texts == NULL)
    return FALSE;
  folder = ink_chart_opener_find_run (texts, NULL);
  if (folder == NULL)
    {
      show_facts (window, texts, "The run is not on this computer.");
      return TRUE;
    }
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (window);
  opening->texts = g_steal_pointer (&texts);
  opening->show = show;
  ink_kept_run_load_async (folder, NULL, loaded_cb, opening);
  return TRUE;
}
