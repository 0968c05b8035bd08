#include "core/data/image-set.h"
