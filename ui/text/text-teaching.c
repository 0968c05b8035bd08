/* Teaching a text model. Each change makes a list of texts, and the model
 * follows from the model at the beginning and that list alone; so undo is to go
 * back to the list before, and its probabilities are the very same. Lists go to
 * a thread that writes them one after the other. */
#include "ui/text/text-teaching.h"

#include <string.h>

#include "core/model/naive-bayes.h"
#include "ui/kept-models.h"

#define SHIPPED " (shipped)"
/* On the entry of a taught model: that of the model it was taught from. */
#define ORIGIN_KEY "ink-origin"

struct _InkTextTeaching
{
  GObject parent_instance;
  InkWorkbench *workbench;
  InkModelEntry *entry;   /* (nullable): the current model, once it is taught */
  GPtrArray *before;      /* InkLearnedModel: the lists to go back to */
  GThreadPool *writing;   /* (nullable): one thread */
  gboolean changing;      /* the list of models changes by this */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkTextTeaching, ink_text_teaching, G_TYPE_OBJECT)

InkLearnedModel *
ink_text_teaching_get_learned (InkTextTeaching *self)
{
  g_return_val_if_fail (INK_IS_TEXT_TEACHING (self), NULL);

  return self->entry == NULL ? NULL
                             : ink_model_entry_get_learned (self->entry);
}

/* --- Keeping --- */

typedef struct
{
  GWeakRef workbench;
  InkLearnedModel *learned;
  char *failure;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_weak_ref_clear (&writing->workbench);
  ink_learned_model_unref (writing->learned);
  g_free (writing->failure);
  g_free (writing);
}

static gboolean
failed_cb (gpointer data)
{
  Writing *writing = data;
  g_autoptr (InkWorkbench) workbench = g_weak_ref_get (&writing->workbench);

  if (workbench != NULL)
    ink_workbench_say (workbench, writing->failure);
  return G_SOURCE_REMOVE;
}

static void
write_worker (gpointer data, gpointer user_data)
{
  Writing *writing = data;
  const char *folder = ink_learned_model_folder (writing->learned);
  g_autoptr (GError) error = NULL;

  if (ink_learned_model_n_texts (writing->learned) == 0)
    ink_learned_model_remove (folder);
  else if (!ink_learned_model_save (writing->learned, &error))
    {
      writing->failure = g_strdup_printf ("What was learned is not kept: %s",
                                          error->message);
      g_idle_add_full (G_PRIORITY_DEFAULT, failed_cb, writing, writing_free);
      return;
    }
  writing_free (writing);
}

static void
keep (InkTextTeaching *self, InkLearnedModel *learned)
{
  Writing *writing;

  if (ink_learned_model_folder (learned) == NULL)
    return;
  if (self->writing == NULL)
    self->writing = g_thread_pool_new (write_worker, NULL, 1, TRUE, NULL);
  writing = g_new0 (Writing, 1);
  g_weak_ref_init (&writing->workbench, self->workbench);
  writing->learned = ink_learned_model_ref (learned);
  g_thread_pool_push (self->writing, writing, NULL);
}

void
ink_text_teaching_flush (InkTextTeaching *self)
{
  g_return_if_fail (INK_IS_TEXT_TEACHING (self));

  if (self->writing != NULL)
    g_thread_pool_free (self->writing, FALSE, TRUE);
  self->writing = NULL;
}

/* --- Names --- */

/* What a model is called without what follows its name in the list. (transfer
 * full) */
static char *
plain_name (InkModelEntry *entry)
{
  const InkModel *model = ink_model_entry_get_model (entry);
  const char *title = ink_model_entry_get_title (entry);
  const char *fact = model == NULL ? NULL : ink_model_fact (model, "title");

  if (fact == NULL && model != NULL)
    fact = ink_model_fact (model, "data");
  if (fact != NULL)
    return g_strdup (fact);
  return g_str_has_suffix (title, SHIPPED)
             ? g_strndup (title, strlen (title) - strlen (SHIPPED))
             : g_strdup (title);
}

static char *
title_of (const InkLearnedModel *learned, const char *name)
{
  const char *folder = ink_learned_model_folder (learned);
  g_autofree char *base
      = folder == NULL ? g_strdup (name) : g_path_get_basename (folder);
  g_autofree char *shown = g_utf8_make_valid (base, -1);

  return ink_kept_models_learned_title (shown,
                                        ink_learned_model_n_texts (learned));
}

/* The model without any text: the one it was taught from, or in a later session
 * one of the same name that is not taught, or the first. (transfer full) */
static InkModelEntry *
find_origin (InkTextTeaching *self)
{
  InkModelEntry *origin
      = g_object_get_data (G_OBJECT (self->entry), ORIGIN_KEY);
  GListModel *models = ink_workbench_get_text_models (self->workbench);
  g_autofree char *name = plain_name (self->entry);

  if (origin != NULL)
    return g_object_ref (origin);
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);
      g_autofree char *other = plain_name (entry);

      if (entry != self->entry && ink_model_entry_get_model (entry) != NULL
          && ink_model_entry_get_learned (entry) == NULL
          && strcmp (other, name) == 0)
        return g_steal_pointer (&entry);
    }
  return NULL;
}

/* --- Changing --- */

static void
show (InkTextTeaching *self, InkModelEntry *entry, gboolean is_taught)
{
  InkModelEntry *old = self->entry;

  self->changing = TRUE;
  ink_workbench_put_text_model (self->workbench, old, entry);
  self->changing = FALSE;
  self->entry = is_taught ? g_object_ref (entry) : NULL;
  g_clear_object (&old);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Makes @learned what the current model has learned. @origin: (nullable): the
 * entry of its base, where it is known */
static gboolean
set_learned (InkTextTeaching *self, InkLearnedModel *learned,
             InkModelEntry *origin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = ink_learned_model_make (learned, &error);
  g_autoptr (InkModelEntry) entry = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (model == NULL)
    {
      ink_workbench_say (self->workbench, error->message);
      return FALSE;
    }
  name = plain_name (ink_workbench_get_text_model (self->workbench));
  title = title_of (learned, name);
  entry = ink_model_entry_new_learned (learned, model, title);
  if (origin != NULL)
    g_object_set_data_full (G_OBJECT (entry), ORIGIN_KEY,
                            g_object_ref (origin), g_object_unref);
  keep (self, learned);
  show (self, entry, TRUE);
  return TRUE;
}

/* Without any text it is the model that it was taught from. */
static void
forget_all (InkTextTeaching *self, InkLearnedModel *empty)
{
  g_autoptr (InkModelEntry) origin = find_origin (self);

  if (origin == NULL)
    {
      g_autofree char *name = plain_name (self->entry);

      origin = ink_model_entry_new (ink_learned_model_base (empty), name);
    }
  keep (self, empty);
  g_ptr_array_set_size (self->before, 0);
  show (self, origin, FALSE);
}

static void
change (InkTextTeaching *self, InkLearnedModel *learned)
{
  g_autoptr (InkModelEntry) origin = NULL;

  if (ink_learned_model_n_texts (learned) == 0)
    {
      forget_all (self, learned);
      return;
    }
  if (self->entry != NULL)
    origin = find_origin (self);
  set_learned (self, learned, origin);
}

/* The first text of a model that is not taught yet. (transfer full) */
static InkLearnedModel *
begin (InkTextTeaching *self, InkModelEntry *entry)
{
  g_autofree char *name = plain_name (entry);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  ink_text_teaching_flush (self); /* it may be about to free the name */
  folder = ink_kept_models_new_learned (name, &error);
  if (folder == NULL)
    {
      g_autofree char *message = g_strdup_printf (
          "What is learned is not kept: %s", error->message);

      ink_workbench_say (self->workbench, message);
    }
  return ink_learned_model_new (ink_model_entry_get_model (entry), folder);
}

static gboolean
learn_first (InkTextTeaching *self, InkModelEntry *entry, const char *text,
             const char *label)
{
  g_autoptr (InkLearnedModel) none = begin (self, entry);
  g_autoptr (InkLearnedModel) one = ink_learned_model_with (none, text, label);
  const char *folder = ink_learned_model_folder (none);

  if (set_learned (self, one, entry))
    {
      g_ptr_array_add (self->before, g_steal_pointer (&none));
      return TRUE;
    }
  if (folder != NULL)
    ink_learned_model_remove (folder);
  return FALSE;
}

/* Whether @model can learn anything of @text; else says why not. */
static gboolean
has_words (InkTextTeaching *self, const InkModel *model, const char *text)
{
  g_autoptr (GArray) tokens = ink_naive_bayes_explain (model, text, 0);

  if (tokens->len == 0)
    ink_workbench_say (self->workbench,
                       "Nothing in this text is a word to this model");
  return tokens->len > 0;
}

gboolean
ink_text_teaching_learn (InkTextTeaching *self, const char *text,
                         const char *label)
{
  InkModelEntry *entry;
  InkLearnedModel *learned;
  g_autoptr (InkLearnedModel) before = NULL;
  g_autoptr (InkLearnedModel) more = NULL;
  g_autoptr (InkModelEntry) origin = NULL;

  g_return_val_if_fail (INK_IS_TEXT_TEACHING (self), FALSE);

  entry = ink_workbench_get_text_model (self->workbench);
  if (entry == NULL
      || ink_model_class (ink_model_entry_get_model (entry))
             != &ink_naive_bayes_class
      || !has_words (self, ink_model_entry_get_model (entry), text))
    return FALSE;
  learned = ink_text_teaching_get_learned (self);
  if (learned == NULL)
    return learn_first (self, entry, text, label);
  before = ink_learned_model_ref (learned);
  more = ink_learned_model_with (before, text, label);
  origin = find_origin (self);
  if (!set_learned (self, more, origin))
    return FALSE;
  g_ptr_array_add (self->before, g_steal_pointer (&before));
  return TRUE;
}

void
ink_text_teaching_undo (InkTextTeaching *self)
{
  g_autoptr (InkLearnedModel) before = NULL;
  InkLearnedModel *learned;

  g_return_if_fail (INK_IS_TEXT_TEACHING (self));

  learned = ink_text_teaching_get_learned (self);
  if (learned == NULL)
    return;
  if (self->before->len > 0)
    before = g_ptr_array_steal_index (self->before, self->before->len - 1);
  else
    before = ink_learned_model_without (
        learned, ink_learned_model_n_texts (learned) - 1);
  change (self, before);
}

void
ink_text_teaching_remove (InkTextTeaching *self, guint index)
{
  InkLearnedModel *learned;
  g_autoptr (InkLearnedModel) less = NULL;

  g_return_if_fail (INK_IS_TEXT_TEACHING (self));

  learned = ink_text_teaching_get_learned (self);
  if (learned == NULL || index >= ink_learned_model_n_texts (learned))
    return;
  less = ink_learned_model_without (learned, index);
  g_ptr_array_add (self->before, ink_learned_model_ref (learned));
  change (self, less);
}

/* --- The object --- */

/* Another model was chosen. */
static void
model_cb (InkTextTeaching *self)
{
  InkModelEntry *entry = ink_workbench_get_text_model (self->workbench);
  gboolean is_taught
      = entry != NULL && ink_model_entry_get_learned (entry) != NULL;

  if (self->changing || entry == self->entry)
    return;
  g_ptr_array_set_size (self->before, 0);
  if (!is_taught)
    entry = NULL;
  g_set_object (&self->entry, entry);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ink_text_teaching_stop (InkTextTeaching *self)
{
  g_return_if_fail (INK_IS_TEXT_TEACHING (self));

  ink_text_teaching_flush (self);
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
}

static void
ink_text_teaching_dispose (GObject *object)
{
  InkTextTeaching *self = INK_TEXT_TEACHING (object);

  ink_text_teaching_stop (self);
  g_clear_object (&self->entry);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_text_teaching_parent_class)->dispose (object);
}

static void
ink_text_teaching_class_init (InkTextTeachingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_text_teaching_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_TEXT_TEACHING, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_text_teaching_init (InkTextTeaching *self)
{
  self->before = g_ptr_array_new_with_free_func (
      (GDestroyNotify) ink_learned_model_unref);
}

InkTextTeaching *
ink_text_teaching_new (InkWorkbench *workbench)
{
  InkTextTeaching *self = g_object_new (INK_TYPE_TEXT_TEACHING, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_swapped (workbench, "notify::text-model",
                            G_CALLBACK (model_cb), self);
  model_cb (self);
  return self;
}
