#include "core/store/safetensors.h"
