/* Columns by drop-downs. What stands there when one of them is chosen is said
 * from then on, so that nothing changes that was only guessed. */
#include "ui/text/training/column-rows.h"

#include <string.h>

#include "ui/rows.h"
#include "ui/text/training/preview-words.h"

struct _InkColumnRows
{
  AdwPreferencesGroup parent_instance;
  GtkWidget *text;   /* AdwComboRow */
  GtkWidget *joined; /* AdwComboRow: none, which is first, or a column */
  GtkWidget *label;  /* AdwComboRow */
  GtkWidget *named_row;
  GtkSwitch *named;  /* whether the first row is names: as found, or as told */
  InkHeader told;
  GStrv header;      /* what it says, names or not; [n_columns] */
  GPtrArray *names;  /* (element-type utf8): what columns are called */
  char *joined_name; /* nullable: that is chosen */
  GtkWidget *last;   /* the row that was chosen from last; nullable */
  gboolean filling;  /* the rows are being set, not chosen from */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkColumnRows, ink_column_rows, ADW_TYPE_PREFERENCES_GROUP)

/* --- Showing --- */

static void
take_header (InkColumnRows *self, const InkTextPreview *preview)
{
  const guint n = g_strv_length (preview->columns);
  GStrv first = preview->rows->len > 0
                    ? g_ptr_array_index (preview->rows, 0)
                    : preview->columns;

  if (preview->has_header || g_strv_length (first) != n)
    first = preview->columns;
  g_strfreev (self->header);
  self->header = g_strdupv (first);
  gtk_switch_set_active (self->named, preview->has_header);
}

/* (nullable): what the columns are called; NULL where they have numbers only */
static const char *const *
header (InkColumnRows *self)
{
  return gtk_switch_get_active (self->named)
             ? (const char *const *) self->header
             : NULL;
}

static void
take_names (InkColumnRows *self)
{
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; self->header[i] != NULL; i++)
    g_ptr_array_add (self->names,
                     ink_preview_column_name (header (self), i));
}

/* (transfer full) */
static GtkStringList *
list_columns (InkColumnRows *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; self->header[i] != NULL; i++)
    if (header (self) != NULL)
      gtk_string_list_append (list, self->header[i]);
    else
      gtk_string_list_take (list, g_strdup_printf ("column %u", i + 1));
  return list;
}

/* @selected: -1 for none */
static void
fill (InkColumnRows *self, GtkWidget *row, int selected)
{
  g_autoptr (GtkStringList) list = list_columns (self);

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row),
                              selected < 0 ? GTK_INVALID_LIST_POSITION
                                           : (guint) selected);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               selected < 0 ? "which one?" : "");
}

static void
fill_joined (InkColumnRows *self)
{
  static const char *const nothing[] = { "nothing", NULL };
  g_autoptr (GtkStringList) list = list_columns (self);
  guint selected = 0;

  gtk_string_list_splice (list, 0, 0, nothing);
  for (guint i = 0; i < self->names->len; i++)
    if (g_strcmp0 (self->names->pdata[i], self->joined_name) == 0)
      selected = i + 1;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->joined), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->joined), selected);
  gtk_widget_set_visible (self->joined, self->names->len > 2);
}

void
ink_column_rows_show (InkColumnRows *self, const InkTextPreview *preview)
{
  g_return_if_fail (INK_IS_COLUMN_ROWS (self));

  self->filling = TRUE;
  take_header (self, preview);
  take_names (self);
  fill (self, self->text, preview->text_column);
  fill (self, self->label, preview->label_column);
  fill_joined (self);
  gtk_widget_set_visible (self->named_row,
                          strcmp (preview->format, "JSON Lines") != 0);
  self->filling = FALSE;
}

/* --- Choosing --- */

/* @n_before: what stands there before the columns; (nullable) */
static const char *
chosen (InkColumnRows *self, GtkWidget *row, guint n_before)
{
  const guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (selected < n_before || selected - n_before >= self->names->len)
    return NULL;
  return self->names->pdata[selected - n_before];
}

/* No column is both: the one that was chosen first is to be guessed anew. */
static gboolean
gives_way (InkColumnRows *self, GtkWidget *row)
{
  return self->last != NULL && self->last != row
         && g_strcmp0 (chosen (self, self->text, 0),
                       chosen (self, self->label, 0))
                == 0;
}

InkHeader
ink_column_rows_get_header (InkColumnRows *self)
{
  g_return_val_if_fail (INK_IS_COLUMN_ROWS (self), INK_HEADER_AUTO);
  return self->told;
}

char *
ink_column_rows_get_text (InkColumnRows *self)
{
  const char *text;

  g_return_val_if_fail (INK_IS_COLUMN_ROWS (self), NULL);

  text = gives_way (self, self->text) ? NULL : chosen (self, self->text, 0);
  if (text == NULL || self->joined_name == NULL)
    return g_strdup (text);
  return g_strconcat (text, ",", self->joined_name, NULL);
}

char *
ink_column_rows_get_label (InkColumnRows *self)
{
  g_return_val_if_fail (INK_IS_COLUMN_ROWS (self), NULL);
  return gives_way (self, self->label)
             ? NULL
             : g_strdup (chosen (self, self->label, 0));
}

/* A column is not read twice. */
static void
chosen_cb (GtkWidget *row, GParamSpec *pspec, InkColumnRows *self)
{
  const char *joined;

  if (self->filling)
    return;
  if (row != self->joined)
    self->last = row;
  joined = chosen (self, self->joined, 1);
  if (g_strcmp0 (joined, chosen (self, self->text, 0)) == 0)
    joined = NULL;
  g_free (self->joined_name);
  self->joined_name = g_strdup (joined);
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* What is chosen stays where it is, and has a name now, or a number. */
static void
named_cb (InkColumnRows *self)
{
  const guint text = adw_combo_row_get_selected (ADW_COMBO_ROW (self->text));
  const guint label = adw_combo_row_get_selected (ADW_COMBO_ROW (self->label));

  if (self->filling || self->header == NULL)
    return;
  self->filling = TRUE;
  g_clear_pointer (&self->joined_name, g_free);
  self->told = gtk_switch_get_active (self->named) ? INK_HEADER_YES
                                                   : INK_HEADER_NO;
  take_names (self);
  fill (self, self->text, (int) text);
  fill (self, self->label, (int) label);
  fill_joined (self);
  self->filling = FALSE;
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* --- The widget --- */

static void
ink_column_rows_dispose (GObject *object)
{
  INK_COLUMN_ROWS (object)->filling = TRUE;
  G_OBJECT_CLASS (ink_column_rows_parent_class)->dispose (object);
}

static void
ink_column_rows_finalize (GObject *object)
{
  InkColumnRows *self = INK_COLUMN_ROWS (object);

  g_ptr_array_unref (self->names);
  g_strfreev (self->header);
  g_free (self->joined_name);
  G_OBJECT_CLASS (ink_column_rows_parent_class)->finalize (object);
}

static void
ink_column_rows_class_init (InkColumnRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_column_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = ink_column_rows_finalize;
  signals[CHOSEN]
      = g_signal_new ("chosen", INK_TYPE_COLUMN_ROWS, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_row (InkColumnRows *self, const char *title, const char *tooltip)
{
  GtkWidget *row
      = ink_combo_row_new (title, tooltip, gtk_string_list_new (NULL));

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect (row, "notify::selected", G_CALLBACK (chosen_cb), self);
  return row;
}

static void
ink_column_rows_init (InkColumnRows *self)
{
  self->filling = TRUE;
  self->names = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), "Columns");
  self->text = add_row (self, "Text", "What is read");
  self->joined = add_row (
      self, "And",
      "A column that is read behind it: the body behind the title");
  self->label = add_row (self, "Label", "Its class");
  self->named_row = ink_switch_row_new (
      "Names in the first row",
      "The first row is no text but says what the columns are", &self->named);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->named_row);
  g_signal_connect_swapped (self->named, "notify::active",
                            G_CALLBACK (named_cb), self);
  self->filling = FALSE;
}

GtkWidget *
ink_column_rows_new (void)
{
  return g_object_new (INK_TYPE_COLUMN_ROWS, NULL);
}
