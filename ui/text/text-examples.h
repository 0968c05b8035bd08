#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* Texts to try with @model: NULL-terminated, static, none but for the shipped
 * models. @model: (nullable) */
const char *const *ink_text_examples_for (const InkModel *model);

G_END_DECLS
