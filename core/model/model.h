#pragma once

#include <glib.h>

#include "core/model/state.h"

G_BEGIN_DECLS

/* A trained model of any kind: what classes it knows, what it says of an
 * input, and how it goes to rest. Immutable once made, so any number of
 * threads may read it; counted references. A new kind of model is one file
 * with an InkModelClass and one row in registry.c. */
typedef struct _InkModel InkModel;

typedef enum
{
  INK_INPUT_IMAGE, /* 28x28 grey bytes, 0 background */
  INK_INPUT_TEXT,  /* UTF-8 */
} InkInput;

typedef struct
{
  const char *name;  /* "lenet5": as in files and on the command line */
  const char *title; /* "LeNet-5" */
  InkInput input;

  /* Builds the payload from tensors and metadata, all of it checked. */
  gpointer (*load) (const InkState *state, guint n_classes, GError **error);
  /* Adds the payload's tensors and its own metadata keys to @state. */
  gboolean (*save) (gconstpointer payload, InkState *state, GError **error);
  void (*free) (gpointer payload);
  /* @inputs: n inputs, guint8 [n][28][28] or const char *[n];
   * @probabilities: [n][n_classes]. @n_threads: 0 for all. */
  void (*predict) (gconstpointer payload, gconstpointer inputs, gsize n,
                   guint n_threads, double *probabilities);
} InkModelClass;

/* ink_model_new:
 * @payload: (transfer full): freed by the class, also when this fails
 * @class_names: NULL-terminated; copied
 * Returns: (transfer full): never NULL. */
InkModel *ink_model_new (const InkModelClass *klass, gpointer payload,
                         const char *const *class_names);
InkModel *ink_model_ref (InkModel *model);
void ink_model_unref (InkModel *model);

const InkModelClass *ink_model_class (const InkModel *model);
gconstpointer ink_model_payload (const InkModel *model);
guint ink_model_n_classes (const InkModel *model);
const char *const *ink_model_class_names (const InkModel *model);

/* Facts about the model (recipe, seed, data, data_hash, metrics ...), kept in
 * the file's __metadata__. Set before the model is shared between threads. */
void ink_model_set_fact (InkModel *model, const char *key, const char *value);
void ink_model_set_integer_fact (InkModel *model, const char *key,
                                 guint64 value);
/* As few digits as read back to the same double; a @value that is not finite
 * is absent and no fact. */
void ink_model_set_number_fact (InkModel *model, const char *key,
                                double value);
/* NULL where there is none. */
const char *ink_model_fact (const InkModel *model, const char *key);
/* In the order they were set; (transfer container) (element-type utf8). */
GPtrArray *ink_model_fact_keys (const InkModel *model);

/* @images: [n][28][28]; @probabilities: [n][n_classes]; the model's input must
 * be INK_INPUT_IMAGE. @n_threads: 0 for all. Any thread. */
void ink_model_predict_images (const InkModel *model, const guint8 *images,
                               gsize n, guint n_threads, double *probabilities);
/* @texts: [n]; otherwise as above, for INK_INPUT_TEXT. */
void ink_model_predict_texts (const InkModel *model, const char *const *texts,
                              gsize n, guint n_threads, double *probabilities);

/* The most classes that a model at rest may have. */
#define INK_MODEL_MAX_CLASSES 4096

/* To and from rest. Metadata: `model` (class name), `classes` (JSON list), and
 * the facts; keys that the class saves of its own come back as facts too, and
 * are written anew by the class. Errors of from_state: INK_ERROR_NOT_FOUND (no
 * model of that name), INK_ERROR_FORMAT (metadata missing or malformed, two
 * classes of one name), INK_ERROR_LIMIT (too many classes), and the class's.
 * (transfer full) */
InkState *ink_model_to_state (const InkModel *model, GError **error);
InkModel *ink_model_from_state (const InkState *state, GError **error);
/* As from_state, for a class that need not be in the registry; INK_ERROR_
 * MISMATCH where the state is of another. */
InkModel *ink_model_from_state_as (const InkModelClass *klass,
                                   const InkState *state, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkModel, ink_model_unref)

G_END_DECLS
