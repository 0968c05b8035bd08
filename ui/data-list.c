/* The lists of data behind a drop-down, one a kind. */
#include "ui/data-list.h"

#include <string.h>

#include "ui/settings.h"

struct _InkDataEntry
{
  GObject parent_instance;
  const InkKnownDataset *known;
  char *data;
  char *title;
  InkTextChoice *choice; /* nullable */
};

enum
{
  PROP_TITLE = 1,
};

G_DEFINE_FINAL_TYPE (InkDataEntry, ink_data_entry, G_TYPE_OBJECT)

static void
ink_data_entry_finalize (GObject *object)
{
  InkDataEntry *self = INK_DATA_ENTRY (object);

  g_free (self->data);
  g_free (self->title);
  ink_text_choice_free (self->choice);
  G_OBJECT_CLASS (ink_data_entry_parent_class)->finalize (object);
}

static void
ink_data_entry_get_property (GObject *object, guint id, GValue *value,
                             GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, INK_DATA_ENTRY (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ink_data_entry_class_init (InkDataEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ink_data_entry_finalize;
  object_class->get_property = ink_data_entry_get_property;
  g_object_class_install_property (
      object_class, PROP_TITLE,
      g_param_spec_string ("title", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
ink_data_entry_init (InkDataEntry *self)
{
}

const char *
ink_data_entry_get_title (InkDataEntry *self)
{
  return self->title;
}

const char *
ink_data_entry_get_data (InkDataEntry *self)
{
  return self->data;
}

const InkKnownDataset *
ink_data_entry_get_known (InkDataEntry *self)
{
  return self->known;
}

const InkTextChoice *
ink_data_entry_get_choice (InkDataEntry *self)
{
  return self->choice;
}

static void
append_known (GListStore *list)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InkDataEntry) entry
          = g_object_new (INK_TYPE_DATA_ENTRY, NULL);

      entry->known = &known[i];
      entry->data = g_strdup (known[i].name);
      entry->title = g_strdup (known[i].title);
      g_list_store_append (list, entry);
    }
}

/* "mail/train.csv": what a file is called says little without its folder. */
static char *
title_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *above = g_path_get_dirname (path);
  g_autofree char *folder = g_path_get_basename (above);
  g_autofree char *title
      = strcmp (folder, "/") == 0 || strcmp (folder, ".") == 0
            ? g_strdup (base)
            : g_strconcat (folder, "/", base, NULL);

  return g_filename_display_name (title);
}

/* @choice: (transfer full) (nullable) */
static void
insert_path (GListStore *list, guint position, const char *path,
             InkTextChoice *choice)
{
  g_autoptr (InkDataEntry) entry = g_object_new (INK_TYPE_DATA_ENTRY, NULL);

  entry->data = g_strdup (path);
  entry->choice = choice;
  entry->title
      = choice == NULL ? title_of (path) : ink_text_choice_title (choice);
  g_list_store_insert (list, position, entry);
}

static const char *
settings_key (InkDataKind kind)
{
  return kind == INK_DATA_IMAGES ? "images" : "texts";
}

static guint
count_entries (GListStore *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* (transfer none): the list keeps it. */
static InkDataEntry *
entry_at (GListStore *list, guint position)
{
  g_autoptr (InkDataEntry) entry
      = g_list_model_get_item (G_LIST_MODEL (list), position);

  return entry;
}

/* Where the user's begin. */
static guint
first_path (GListStore *list)
{
  guint i = 0;

  while (i < count_entries (list) && entry_at (list, i)->known != NULL)
    i++;
  return i;
}

static void
append_parts (GListStore *list)
{
  g_auto (GStrv) parts = ink_settings_get_parts ();

  for (guint i = 0; parts[i] != NULL && i < INK_DATA_LIST_MAX; i++)
    {
      InkTextChoice *choice = ink_text_choice_from_string (parts[i]);

      if (choice != NULL)
        insert_path (list, count_entries (list), choice->path, choice);
    }
}

GListStore *
ink_data_list_new (InkDataKind kind)
{
  GListStore *list = g_list_store_new (INK_TYPE_DATA_ENTRY);
  g_auto (GStrv) paths = ink_settings_get_data (settings_key (kind));

  if (kind == INK_DATA_IMAGES)
    append_known (list);
  for (guint i = 0; paths[i] != NULL && i < INK_DATA_LIST_MAX; i++)
    insert_path (list, count_entries (list), paths[i], NULL);
  if (kind == INK_DATA_TEXTS)
    append_parts (list);
  return list;
}

static void
remember (GListStore *list, InkDataKind kind)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first_path (list); i < count_entries (list); i++)
    if (entry_at (list, i)->choice == NULL)
      g_ptr_array_add (paths, entry_at (list, i)->data);
    else
      g_ptr_array_add (
          parts, ink_text_choice_to_string (entry_at (list, i)->choice));
  g_ptr_array_add (paths, NULL);
  g_ptr_array_add (parts, NULL);
  if (kind == INK_DATA_TEXTS)
    ink_settings_set_parts ((const char *const *) parts->pdata);
  ink_settings_set_data (settings_key (kind),
                         (const char *const *) paths->pdata);
}

static gboolean
is_of (InkDataEntry *entry, const char *path, const InkTextChoice *choice)
{
  if (entry->choice == NULL || choice == NULL)
    return entry->choice == choice && strcmp (entry->data, path) == 0;
  return ink_text_choice_equal (entry->choice, choice);
}

static guint
add (GListStore *list, InkDataKind kind, const char *path,
     const InkTextChoice *choice)
{
  const guint first = first_path (list);

  for (guint i = first; i < count_entries (list); i++)
    if (is_of (entry_at (list, i), path, choice))
      {
        g_list_store_remove (list, i);
        break;
      }
  insert_path (list, first, path,
               choice == NULL ? NULL : ink_text_choice_copy (choice));
  while (count_entries (list) > first + INK_DATA_LIST_MAX)
    g_list_store_remove (list, count_entries (list) - 1);
  remember (list, kind);
  return first;
}

guint
ink_data_list_add (GListStore *list, InkDataKind kind, const char *path)
{
  return add (list, kind, path, NULL);
}

guint
ink_data_list_add_choice (GListStore *list, const InkTextChoice *choice)
{
  return add (list, INK_DATA_TEXTS, choice->path, choice);
}
