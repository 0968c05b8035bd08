/* How the row of choices looks; what is chosen is evaluate-source.c's. */
#include "ui/evaluate/evaluate-choosers.h"

#include "ui/file-filters.h"

#define TITLE_CHARS 26

/* --- Drop-downs --- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_autofree char *title = NULL;

  g_object_get (gtk_list_item_get_item (item), "title", &title, NULL);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), title);
}

GtkDropDown *
ink_evaluate_drop_down (GListModel *list, GtkExpression *title,
                        const char *label)
{
  GtkWidget *widget = gtk_drop_down_new (list, title);
  GtkDropDown *drop_down = GTK_DROP_DOWN (widget);
  g_autoptr (GtkListItemFactory) whole
      = g_object_ref (gtk_drop_down_get_factory (drop_down));
  g_autoptr (GtkListItemFactory) cut = gtk_signal_list_item_factory_new ();

  g_signal_connect (cut, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (cut, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_list_factory (drop_down, whole);
  gtk_drop_down_set_factory (drop_down, cut);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return drop_down;
}

/* --- The row --- */

static GtkWidget *
linked (GtkWidget *left, GtkWidget *right, const char *tooltip)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_tooltip_text (right, tooltip);
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  return box;
}

static GtkWidget *
make_model_button (void)
{
  GtkWidget *button
      = gtk_button_new_from_icon_name ("document-open-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  "evaluate.open-model");
  return button;
}

static GtkWidget *
make_data_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, "Choose a _File…", "evaluate.choose-file");
  g_menu_append (menu, "Choose a F_older…", "evaluate.choose-folder");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button),
                                 "document-open-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button),
                                  G_MENU_MODEL (menu));
  return button;
}

GtkWidget *
ink_evaluate_choosers_new (GtkDropDown *model, GtkDropDown *data,
                           GtkDropDown *split)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *on = gtk_label_new ("on");

  gtk_widget_add_css_class (on, "dim-label");
  gtk_box_append (GTK_BOX (box),
                  linked (GTK_WIDGET (model), make_model_button (),
                          "Open a model file"));
  gtk_box_append (GTK_BOX (box), on);
  gtk_box_append (GTK_BOX (box),
                  linked (GTK_WIDGET (data), make_data_button (),
                          "Choose data of your own"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (split));
  return box;
}

/* --- Dialogs --- */

static void
add_filters (GtkFileChooser *chooser, InkAsk what)
{
  static const char *const models[] = { "*.safetensors", NULL };
  static const char *const data[]
      = { "*.csv", "*.tsv", "*.jsonl", "*.csv.gz", "*.tsv.gz", "*.jsonl.gz",
          "*.txt", "*ubyte", "*ubyte.gz", NULL };

  if (what == INK_ASK_FOLDER)
    return;
  if (what == INK_ASK_MODEL)
    ink_file_filters_add (chooser, "Models (safetensors)", models);
  else
    ink_file_filters_add (
        chooser, "Labelled data (CSV, TSV, JSON Lines, IDX)", data);
  ink_file_filters_add_all (chooser);
}

void
ink_evaluate_ask (GtkFileChooserNative **chooser, GtkWidget *parent,
                  InkAsk what, InkFileChosenFunc func)
{
  static const InkFileQuestion questions[] = {
    [INK_ASK_MODEL]
    = { "Open a Model", "_Open", GTK_FILE_CHOOSER_ACTION_OPEN },
    [INK_ASK_FILE]
    = { "Choose a Data File", "_Evaluate", GTK_FILE_CHOOSER_ACTION_OPEN },
    [INK_ASK_FOLDER] = { "Choose a Data Folder", "_Evaluate",
                         GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER },
  };
  GtkFileChooser *made
      = ink_file_chooser_ask (chooser, parent, &questions[what], func);

  if (made == NULL)
    return;
  add_filters (made, what);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (*chooser));
}
