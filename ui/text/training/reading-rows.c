/* Rows of what a file's bytes and fields mean. */
#include "ui/text/training/reading-rows.h"

#include "ui/rows.h"

struct _InkReadingRows
{
  AdwPreferencesGroup parent_instance;
  GtkWidget *quotes;   /* AdwComboRow */
  GtkWidget *encoding; /* AdwComboRow */
  GtkWidget *skip_row;
  GtkSwitch *skip;
  GtkWidget *mail_row;
  GtkSwitch *mail;
  GtkWidget *names_row;
  GtkSwitch *names;
};

enum
{
  CHOSEN,
  NAMES,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkReadingRows, ink_reading_rows,
                     ADW_TYPE_PREFERENCES_GROUP)

void
ink_reading_rows_read (InkReadingRows *self, InkTextChoice *choice)
{
  g_return_if_fail (INK_IS_READING_ROWS (self));

  choice->no_quotes
      = adw_combo_row_get_selected (ADW_COMBO_ROW (self->quotes)) == 1;
  choice->skip_bad_rows = gtk_switch_get_active (self->skip);
  choice->mail = gtk_switch_get_active (self->mail);
  choice->encoding = (InkEncoding) adw_combo_row_get_selected (
      ADW_COMBO_ROW (self->encoding));
}

void
ink_reading_rows_show (InkReadingRows *self, const InkTextPreview *preview)
{
  const gboolean table = preview != NULL && preview->columns[0] != NULL;
  const gboolean separated
      = preview == NULL || g_strcmp0 (preview->format, "CSV") == 0
        || g_strcmp0 (preview->format, "TSV") == 0;

  g_return_if_fail (INK_IS_READING_ROWS (self));

  gtk_widget_set_visible (self->quotes, separated);
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->skip_row),
      preview != NULL && !table ? "Skip bad files" : "Skip bad rows");
}

void
ink_reading_rows_set_mail (InkReadingRows *self, gboolean mail)
{
  g_return_if_fail (INK_IS_READING_ROWS (self));
  gtk_switch_set_active (self->mail, mail);
}

void
ink_reading_rows_offer_names (InkReadingRows *self, const char *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (INK_IS_READING_ROWS (self));

  gtk_widget_set_visible (self->names_row, file != NULL);
  if (file == NULL)
    return;
  name = g_path_get_basename (file);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->names_row), name);
}

void
ink_reading_rows_set_names (InkReadingRows *self, gboolean names)
{
  g_return_if_fail (INK_IS_READING_ROWS (self));
  gtk_switch_set_active (self->names, names);
}

gboolean
ink_reading_rows_get_names (InkReadingRows *self)
{
  g_return_val_if_fail (INK_IS_READING_ROWS (self), FALSE);
  return gtk_switch_get_active (self->names);
}

static void
chosen_cb (InkReadingRows *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
names_cb (InkReadingRows *self)
{
  g_signal_emit (self, signals[NAMES], 0);
}

static void
make_rows (InkReadingRows *self)
{
  static const char *const quotes[]
      = { "As in CSV", "Ordinary characters", NULL };
  static const char *const encodings[]
      = { "Automatic", "UTF-8", "Latin-1", NULL };

  self->quotes = ink_combo_row_new (
      "Quotes",
      "Whether double quotes hold fields together, over line breaks too",
      gtk_string_list_new (quotes));
  self->encoding = ink_combo_row_new (
      "Encoding", "Automatic: UTF-8 where it is valid, else Latin-1",
      gtk_string_list_new (encodings));
  self->skip_row = ink_switch_row_new (
      "Skip bad rows", "Passes over what cannot be read, and counts it",
      &self->skip);
  self->mail_row = ink_switch_row_new (
      "Mails",
      "Reads subject and body, decoded, without HTML and attachments",
      &self->mail);
  self->names_row = ink_switch_row_new (
      "Names of classes", "Labels are the numbers of the lines of a file",
      &self->names);
}

static void
connect_rows (InkReadingRows *self)
{
  g_signal_connect_swapped (self->quotes, "notify::selected",
                            G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->encoding, "notify::selected",
                            G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->skip, "notify::active",
                            G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->mail, "notify::active",
                            G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->names, "notify::active",
                            G_CALLBACK (names_cb), self);
}

static void
ink_reading_rows_class_init (InkReadingRowsClass *klass)
{
  signals[CHOSEN]
      = g_signal_new ("chosen", INK_TYPE_READING_ROWS, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NAMES]
      = g_signal_new ("names", INK_TYPE_READING_ROWS, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_reading_rows_init (InkReadingRows *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  make_rows (self);
  adw_preferences_group_set_title (group, "Reading");
  adw_preferences_group_add (group, self->quotes);
  adw_preferences_group_add (group, self->encoding);
  adw_preferences_group_add (group, self->mail_row);
  adw_preferences_group_add (group, self->skip_row);
  adw_preferences_group_add (group, self->names_row);
  connect_rows (self);
}

GtkWidget *
ink_reading_rows_new (void)
{
  return g_object_new (INK_TYPE_READING_ROWS, NULL);
}
