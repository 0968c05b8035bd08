/* What the pages share: two live lists of models, the current model of either
 * kind, and the one place where messages to the user go through. Pages know
 * the workbench and never each other.
 *
 * Shipped models are loaded at once, those of earlier sessions when they are
 * chosen. Models that cannot be read do not keep the program from opening:
 * their errors wait for the main loop and then go out as messages. */
#include "ui/workbench.h"

#include <string.h>

#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"
#include "ui/kept-models.h"
#include "ui/settings.h"

/* On the entry of a shipped model: its file's name without the ending. */
#define NAME_KEY "ink-shipped-name"

struct _InkWorkbench
{
  GObject parent_instance;
  GListStore *digit_models;
  GListStore *text_models;
  InkModelEntry *digit_model;
  InkModelEntry *text_model;
  InkRun *run;
  GPtrArray *pending; /* messages for the main loop */
  guint pending_source;
};

enum
{
  PROP_0,
  PROP_DIGIT_MODEL,
  PROP_TEXT_MODEL,
  PROP_RUN,
  N_PROPS,
};

enum
{
  MESSAGE,
  UNDOABLE,
  DATA_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkWorkbench, ink_workbench, G_TYPE_OBJECT)

static gboolean
say_pending_cb (gpointer user_data)
{
  g_autoptr (InkWorkbench) self = g_object_ref (user_data);
  g_autoptr (GPtrArray) pending = g_steal_pointer (&self->pending);

  self->pending_source = 0;
  self->pending = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < pending->len; i++)
    ink_workbench_say (self, g_ptr_array_index (pending, i));
  return G_SOURCE_REMOVE;
}

static void
say_later (InkWorkbench *self, const char *message)
{
  g_ptr_array_add (self->pending, g_strdup (message));
  if (self->pending_source == 0)
    self->pending_source = g_idle_add (say_pending_cb, self);
}

static GListStore *
store_for (InkWorkbench *self, InkModel *model)
{
  if (ink_model_class (model)->input == INK_INPUT_IMAGE)
    return self->digit_models;
  return self->text_models;
}

static void
load_shipped (InkWorkbench *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = ink_checkpoint_load (path, &error);
  g_autoptr (InkModelEntry) entry = NULL;
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  const char *title;

  if (model == NULL)
    {
      say_later (self, error->message);
      return;
    }
  name = g_path_get_basename (path);
  if (g_str_has_suffix (name, ".safetensors"))
    name[strlen (name) - strlen (".safetensors")] = '\0';
  title = ink_model_fact (model, "title");
  shown = g_strdup_printf ("%s (shipped)", title != NULL ? title : name);
  entry = ink_model_entry_new (model, shown);
  ink_model_entry_set_path (entry, path);
  g_object_set_data_full (G_OBJECT (entry), NAME_KEY, g_steal_pointer (&name),
                          g_free);
  g_list_store_append (store_for (self, model), entry);
}

static void
append_entries (GListStore *store, GPtrArray *entries)
{
  g_list_store_splice (store,
                       g_list_model_get_n_items (G_LIST_MODEL (store)), 0,
                       entries->pdata, entries->len);
}

static void
list_kept (InkWorkbench *self)
{
  g_autoptr (GPtrArray) runs = ink_kept_models_runs ();
  g_autoptr (GPtrArray) taught = ink_kept_models_taught ();
  g_autoptr (GPtrArray) learned = ink_kept_models_learned ();
  g_autoptr (GPtrArray) texts = ink_kept_models_texts ();

  append_entries (self->digit_models, taught);
  append_entries (self->digit_models, runs);
  append_entries (self->text_models, learned);
  append_entries (self->text_models, texts);
}

/* A shipped text model's name ends in its language ("news-zh"); without one it
 * is English, which serves all but those who read Chinese. */
static gboolean
speaks (InkModelEntry *entry, const char *language)
{
  const char *name = g_object_get_data (G_OBJECT (entry), NAME_KEY);
  const char *dash = name == NULL ? NULL : strrchr (name, '-');

  if (dash != NULL && strlen (dash) == 3)
    return g_str_has_prefix (language, dash + 1);
  return !g_str_has_prefix (language, "zh");
}

/* The first one in the user's language, else the first. (transfer full) */
static InkModelEntry *
first_entry (GListStore *store)
{
  GListModel *models = G_LIST_MODEL (store);
  const char *language = g_get_language_names ()[0];

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);

      if (speaks (entry, language))
        return g_steal_pointer (&entry);
    }
  return g_list_model_get_item (models, 0);
}

/* The one that was chosen the last time, else the first. (transfer full) */
static InkModelEntry *
last_digits (InkWorkbench *self)
{
  GListModel *models = G_LIST_MODEL (self->digit_models);
  g_autofree char *title = ink_settings_get_digit_model ();

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);

      if (g_strcmp0 (ink_model_entry_get_title (entry), title) == 0
          && ink_model_entry_load (entry, INK_INPUT_IMAGE, NULL))
        return g_steal_pointer (&entry);
    }
  return g_list_model_get_item (models, 0);
}

/* The same of texts; else the first one that is in the user's language. */
static InkModelEntry *
last_texts (InkWorkbench *self)
{
  GListModel *models = G_LIST_MODEL (self->text_models);
  g_autofree char *key = ink_settings_get_text_model ();

  for (guint i = 0; key != NULL && i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);
      g_autofree char *its = ink_model_entry_get_key (entry);

      if (strcmp (its, key) == 0
          && ink_model_entry_load (entry, INK_INPUT_TEXT, NULL))
        return g_steal_pointer (&entry);
    }
  return first_entry (self->text_models);
}

static void
choose_first (InkWorkbench *self)
{
  g_autoptr (InkModelEntry) digits = last_digits (self);
  g_autoptr (InkModelEntry) text = last_texts (self);

  ink_workbench_set_digit_model (self, digits);
  ink_workbench_set_text_model (self, text);
}

static void
ink_workbench_dispose (GObject *object)
{
  InkWorkbench *self = INK_WORKBENCH (object);

  g_clear_handle_id (&self->pending_source, g_source_remove);
  g_clear_object (&self->digit_model);
  g_clear_object (&self->text_model);
  g_clear_object (&self->run);
  g_clear_object (&self->digit_models);
  g_clear_object (&self->text_models);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  G_OBJECT_CLASS (ink_workbench_parent_class)->dispose (object);
}

static void
ink_workbench_get_property (GObject *object, guint id, GValue *value,
                            GParamSpec *pspec)
{
  InkWorkbench *self = INK_WORKBENCH (object);

  switch (id)
    {
    case PROP_DIGIT_MODEL:
      g_value_set_object (value, self->digit_model);
      break;
    case PROP_TEXT_MODEL:
      g_value_set_object (value, self->text_model);
      break;
    case PROP_RUN:
      g_value_set_object (value, self->run);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ink_workbench_set_property (GObject *object, guint id, const GValue *value,
                            GParamSpec *pspec)
{
  InkWorkbench *self = INK_WORKBENCH (object);

  switch (id)
    {
    case PROP_DIGIT_MODEL:
      ink_workbench_set_digit_model (self, g_value_get_object (value));
      break;
    case PROP_TEXT_MODEL:
      ink_workbench_set_text_model (self, g_value_get_object (value));
      break;
    case PROP_RUN:
      ink_workbench_set_run (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ink_workbench_class_init (InkWorkbenchClass *klass)
{
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ink_workbench_dispose;
  object_class->get_property = ink_workbench_get_property;
  object_class->set_property = ink_workbench_set_property;

  props[PROP_DIGIT_MODEL] = g_param_spec_object (
      "digit-model", NULL, NULL, INK_TYPE_MODEL_ENTRY, flags);
  props[PROP_TEXT_MODEL] = g_param_spec_object (
      "text-model", NULL, NULL, INK_TYPE_MODEL_ENTRY, flags);
  props[PROP_RUN]
      = g_param_spec_object ("run", NULL, NULL, INK_TYPE_RUN, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[MESSAGE]
      = g_signal_new ("message", INK_TYPE_WORKBENCH, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[UNDOABLE]
      = g_signal_new ("undoable", INK_TYPE_WORKBENCH, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                      G_TYPE_CLOSURE);
  signals[DATA_CHANGED]
      = g_signal_new ("data-changed", INK_TYPE_WORKBENCH, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_workbench_init (InkWorkbench *self)
{
  self->digit_models = g_list_store_new (INK_TYPE_MODEL_ENTRY);
  self->text_models = g_list_store_new (INK_TYPE_MODEL_ENTRY);
  self->pending = g_ptr_array_new_with_free_func (g_free);
}

InkWorkbench *
ink_workbench_new (void)
{
  InkWorkbench *self = g_object_new (INK_TYPE_WORKBENCH, NULL);
  g_auto (GStrv) paths = ink_shipped_models_list ();

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    load_shipped (self, paths[i]);
  list_kept (self);
  choose_first (self);
  return self;
}

GListModel *
ink_workbench_get_digit_models (InkWorkbench *self)
{
  g_return_val_if_fail (INK_IS_WORKBENCH (self), NULL);
  return G_LIST_MODEL (self->digit_models);
}

GListModel *
ink_workbench_get_text_models (InkWorkbench *self)
{
  g_return_val_if_fail (INK_IS_WORKBENCH (self), NULL);
  return G_LIST_MODEL (self->text_models);
}

InkModelEntry *
ink_workbench_add_model (InkWorkbench *self, InkModel *model,
                         const char *title)
{
  g_autoptr (InkModelEntry) entry = NULL;

  g_return_val_if_fail (INK_IS_WORKBENCH (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  entry = ink_model_entry_new (model, title);
  g_list_store_insert (store_for (self, model), 0, entry);
  return entry; /* the list keeps it */
}

InkModelEntry *
ink_workbench_get_digit_model (InkWorkbench *self)
{
  g_return_val_if_fail (INK_IS_WORKBENCH (self), NULL);
  return self->digit_model;
}

/* Makes @entry the current one at @current, once it is loaded; where it cannot
 * be, says why and has the pages show the old one again. */
static void
set_model (InkWorkbench *self, InkModelEntry **current, InkModelEntry *entry,
           InkInput input)
{
  const guint prop
      = input == INK_INPUT_IMAGE ? PROP_DIGIT_MODEL : PROP_TEXT_MODEL;
  g_autoptr (GError) error = NULL;

  if (entry != NULL && !ink_model_entry_load (entry, input, &error))
    say_later (self, error->message);
  else if (!g_set_object (current, entry))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
ink_workbench_set_digit_model (InkWorkbench *self, InkModelEntry *entry)
{
  g_return_if_fail (INK_IS_WORKBENCH (self));
  set_model (self, &self->digit_model, entry, INK_INPUT_IMAGE);
}

void
ink_workbench_choose_digit_model (InkWorkbench *self, InkModelEntry *entry)
{
  g_return_if_fail (INK_IS_WORKBENCH (self));

  ink_workbench_set_digit_model (self, entry);
  if (self->digit_model == entry)
    ink_settings_set_digit_model (ink_model_entry_get_title (entry));
}

InkModelEntry *
ink_workbench_get_text_model (InkWorkbench *self)
{
  g_return_val_if_fail (INK_IS_WORKBENCH (self), NULL);
  return self->text_model;
}

void
ink_workbench_set_text_model (InkWorkbench *self, InkModelEntry *entry)
{
  g_return_if_fail (INK_IS_WORKBENCH (self));
  set_model (self, &self->text_model, entry, INK_INPUT_TEXT);
}

void
ink_workbench_choose_text_model (InkWorkbench *self, InkModelEntry *entry)
{
  g_autofree char *key = NULL;

  g_return_if_fail (INK_IS_WORKBENCH (self));

  ink_workbench_set_text_model (self, entry);
  if (self->text_model != entry)
    return;
  key = ink_model_entry_get_key (entry);
  ink_settings_set_text_model (key);
}

void
ink_workbench_put_text_model (InkWorkbench *self, InkModelEntry *old,
                              InkModelEntry *entry)
{
  guint at = 0;
  gboolean had_old, has_entry;

  g_return_if_fail (INK_IS_WORKBENCH (self) && INK_IS_MODEL_ENTRY (entry));

  has_entry = g_list_store_find (self->text_models, entry, NULL);
  had_old = old != NULL && g_list_store_find (self->text_models, old, &at);
  if (!has_entry)
    g_list_store_splice (self->text_models, at, had_old ? 1 : 0,
                         (gpointer *) &entry, 1);
  ink_workbench_choose_text_model (self, entry);
  if (has_entry && had_old && old != entry)
    g_list_store_remove (self->text_models, at);
}

InkRun *
ink_workbench_get_run (InkWorkbench *self)
{
  g_return_val_if_fail (INK_IS_WORKBENCH (self), NULL);
  return self->run;
}

void
ink_workbench_set_run (InkWorkbench *self, InkRun *run)
{
  g_return_if_fail (INK_IS_WORKBENCH (self));
  if (g_set_object (&self->run, run))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUN]);
}

void
ink_workbench_say (InkWorkbench *self, const char *message)
{
  g_return_if_fail (INK_IS_WORKBENCH (self));
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

void
ink_workbench_say_undoable (InkWorkbench *self, const char *message,
                            GClosure *undo)
{
  g_return_if_fail (INK_IS_WORKBENCH (self));

  g_closure_ref (undo);
  g_closure_sink (undo);
  g_signal_emit (self, signals[UNDOABLE], 0, message, undo);
  g_closure_unref (undo);
}

void
ink_workbench_data_changed (InkWorkbench *self)
{
  g_return_if_fail (INK_IS_WORKBENCH (self));
  g_signal_emit (self, signals[DATA_CHANGED], 0);
}
