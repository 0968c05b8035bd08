/* What a report is of: hashes of model and data, and when it was made. */
#include <errno.h>
#include <gio/gio.h>
#include <stdlib.h>

#include "core/base/file.h"
#include "core/store/checkpoint.h"
#include "core/store/safetensors.h"
#include "ui/report/report-private.h"

/* Of names, kinds, shapes and bytes of all tensors, in their order. */
static char *
hash_parameters (const InkModel *model)
{
  g_autoptr (InkState) state = ink_model_to_state (model, NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (state == NULL)
    return NULL;
  for (guint i = 0; i < ink_state_n_tensors (state); i++)
    {
      const InkStateTensor *tensor = ink_state_tensor (state, i);
      g_autoptr (GString) head = g_string_new (tensor->name);
      gsize size;
      const guchar *data = g_bytes_get_data (tensor->data, &size);

      g_string_append_printf (head, " %s", ink_dtype_name (tensor->dtype));
      for (guint d = 0; d < tensor->n_dims; d++)
        g_string_append_printf (head, " %" G_GSIZE_FORMAT, tensor->shape[d]);
      g_string_append_c (head, '\n');
      g_checksum_update (sum, (const guchar *) head->str, (gssize) head->len);
      g_checksum_update (sum, data, (gssize) size);
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* Now, or what $SOURCE_DATE_EPOCH says, in UTC. */
static char *
make_date (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (epoch != NULL
      && g_ascii_string_to_unsigned (epoch, 10, 0, G_MAXINT64, &seconds, NULL))
    date = g_date_time_new_from_unix_utc ((gint64) seconds);
  if (date == NULL)
    date = g_date_time_new_now_utc ();
  return g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
}

/* Whether the file still holds the model: it may have been replaced since it
 * was read. */
static gboolean
is_in_file (const InkReport *report)
{
  g_autoptr (InkModel) model
      = ink_checkpoint_load (report->subject->model_file, NULL);
  g_autofree char *hash = model == NULL ? NULL : hash_parameters (model);

  return hash != NULL && g_strcmp0 (hash, report->parameters_hash) == 0;
}

/* No hash of another model's file goes by this one's name. */
static gboolean
hash_file (InkReport *report, GError **error)
{
  g_autoptr (GBytes) file = ink_file_read (
      report->subject->model_file, INK_SAFETENSORS_MAX_BYTES, error);

  if (file == NULL)
    return FALSE;
  if (is_in_file (report))
    report->file_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  else
    g_ptr_array_add (report->caveats,
                     g_strdup ("The model's file has changed since the model "
                               "was read from it: its hash is left out."));
  return TRUE;
}

gboolean
ink_report_add_facts (InkReport *report, GError **error)
{
  const InkReportSubject *subject = report->subject;

  report->parameters_hash = hash_parameters (subject->model);
  if (subject->model_file != NULL && !hash_file (report, error))
    return FALSE;
  report->data_hash = subject->images != NULL
                          ? ink_image_set_hash (subject->images)
                          : ink_text_set_hash (subject->texts);
  report->data_name = subject->images != NULL
                          ? ink_image_set_name (subject->images)
                          : ink_text_set_name (subject->texts);
  report->noun = subject->images != NULL ? "image" : "text";
  report->date = make_date ();
  return TRUE;
}
