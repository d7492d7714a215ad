/* What is filled in about a proxy, as text: to be understood, and to be remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/proxy/rt-proxy-editor-private.h"

#include "core/http/rt-mask.h"
#include "core/proxy/rt-proxy-address.h"

#include <string.h>

/* Without what speaks of a secret, which settings are no place for. */
static char *
dup_script (RtProxyEditor *self)
{
  const char *script = gtk_editable_get_text (self->script);
  g_autofree char *masked = rt_mask_address (script);

  return g_strdup (g_str_equal (script, masked) ? script : "");
}

/* What was typed, with the scheme of the chosen kind unless it has one. */
char *
rt_proxy_editor_dup_address (RtProxyEditor *self)
{
  const char *host = gtk_editable_get_text (self->host);
  RtProxyKind kind = (RtProxyKind)gtk_drop_down_get_selected (self->kind);

  if (strstr (host, "://") != NULL)
    return g_strdup (host);
  return g_strconcat (rt_proxy_kind_to_scheme (kind), "://", host, NULL);
}

void
rt_proxy_editor_fill_in (RtProxyEditor *self, const RtProxy *proxy)
{
  gtk_editable_set_text (self->host, strstr (proxy->uri, "://") + 3);
  gtk_drop_down_set_selected (self->kind, proxy->kind);
}

/**
 * rt_proxy_editor_dup_value:
 * @self: the editor
 * @value: which one
 *
 * Gives what may be remembered.  No password is ever in it.
 *
 * Returns: (transfer full): "" if there is nothing, or nothing that makes sense
 */
char *
rt_proxy_editor_dup_value (RtProxyEditor *self, RtProxyValue value)
{
  g_autofree char *address = NULL;
  g_autoptr (RtProxy) proxy = NULL;

  g_return_val_if_fail (RT_IS_PROXY_EDITOR (self), NULL);

  switch (value)
    {
    case RT_PROXY_VALUE_MODE:
      return g_strdup (rt_proxy_mode_to_id (rt_proxy_editor_get_mode (self)));
    case RT_PROXY_VALUE_ADDRESS:
      address = rt_proxy_editor_dup_address (self);
      proxy = rt_proxy_address_parse (address, NULL);
      return g_strdup (proxy != NULL ? proxy->uri : "");
    case RT_PROXY_VALUE_SCRIPT:
      return dup_script (self);
    case RT_PROXY_VALUE_BYPASS:
      return g_strdup (gtk_editable_get_text (self->bypass));
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_proxy_editor_set_value:
 * @self: the editor
 * @value: which one
 * @text: what rt_proxy_editor_dup_value() gave, once; what makes no sense is left alone
 */
void
rt_proxy_editor_set_value (RtProxyEditor *self, RtProxyValue value, const char *text)
{
  g_autoptr (RtProxy) proxy = NULL;
  RtProxyMode mode;

  g_return_if_fail (RT_IS_PROXY_EDITOR (self));

  switch (value)
    {
    case RT_PROXY_VALUE_MODE:
      if (rt_proxy_mode_find (text, &mode))
        gtk_drop_down_set_selected (self->mode, mode);
      break;
    case RT_PROXY_VALUE_ADDRESS:
      proxy = rt_proxy_address_parse (text, NULL);
      if (proxy != NULL)
        rt_proxy_editor_fill_in (self, proxy);
      break;
    case RT_PROXY_VALUE_SCRIPT:
      gtk_editable_set_text (self->script, text);
      break;
    case RT_PROXY_VALUE_BYPASS:
      gtk_editable_set_text (self->bypass, text);
      break;
    }
}
