/* One identity: what it is, what it sends to an address, and what gives it away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/agents/rt-agent-card.h"

#include "core/http/rt-mask.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define EXAMPLE "https://www.example/"

struct _RtAgentCard
{
  GtkWidget parent_instance;

  GtkWidget *box; /* has all the others */
  GtkLabel *what;
  GtkWidget *version_group;
  GtkEditable *version;
  GtkLabel *head;
  GtkLabel *head_title;
  GtkWidget *giveaways_title;
  GtkLabel *giveaways;
};

G_DEFINE_FINAL_TYPE (RtAgentCard, rt_agent_card, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_VERSION,
} RtAgentCardSignal;

static guint signals[SIGNAL_VERSION + 1];

static void
on_version_applied (RtAgentCard *self)
{
  g_signal_emit (self, signals[SIGNAL_VERSION], 0, gtk_editable_get_text (self->version));
}

static char *
describe (RtAgent *agent)
{
  const char *as_of = rt_agent_get_as_of (agent);

  if (rt_agent_is_own (agent))
    /* Translators: %s is a year and a month, such as 2026-11. */
    return as_of != NULL ? g_strdup_printf (_ ("One of your own, as of %s."), as_of)
                         : g_strdup (_ ("One of your own."));
  if (as_of != NULL)
    /* Translators: %s is a year and a month, such as 2026-11. */
    return g_strdup_printf (_ ("What the program sends for an address that was typed, in "
                               "its order and letter case, as of %s."),
                            as_of);
  return g_strdup (_ ("Nothing is pretended."));
}

static void
show_giveaways (RtAgentCard *self, RtAgent *agent)
{
  const char *const *giveaways = rt_agent_get_giveaways (agent);
  g_auto (GStrv) lacking = rt_agent_dup_lacking_codings (agent);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; giveaways[i] != NULL; i++)
    g_string_append_printf (text, "%s• %s", i > 0 ? "\n" : "", _ (giveaways[i]));
  if (*giveaways != NULL && *lacking != NULL)
    {
      g_autofree char *names = g_strjoinv (", ", lacking);

      g_string_append (text, "\n• ");
      /* Translators: names of content codings, such as “gzip”. */
      g_string_append_printf (
          text, _ ("These codings are not offered, as they could not be decoded: %s"),
          names);
    }
  gtk_label_set_label (self->giveaways, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->giveaways), text->len > 0);
  gtk_widget_set_visible (self->giveaways_title, text->len > 0);
}

static void
rt_agent_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_AGENT_CARD);
  G_OBJECT_CLASS (rt_agent_card_parent_class)->dispose (object);
}

static void
rt_agent_card_class_init (RtAgentCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_agent_card_dispose;
  signals[SIGNAL_VERSION]
      = g_signal_new ("version", RT_TYPE_AGENT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/agents/rt-agent-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, box);
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, what);
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, version_group);
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, version);
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, head);
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, head_title);
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, giveaways_title);
  gtk_widget_class_bind_template_child (widget_class, RtAgentCard, giveaways);
  gtk_widget_class_bind_template_callback (widget_class, on_version_applied);
}

static void
rt_agent_card_init (RtAgentCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A login that was taken out of the address is sent, but not shown; NULL: no address. */
static RtRequest *
make_request (const char *address)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);

  if (request == NULL
      || rt_header_list_find (rt_request_get_fields (request), "Authorization") == NULL)
    return g_steal_pointer (&request);
  return rt_request_with_header (request, "Authorization", RT_MASK, NULL);
}

/**
 * rt_agent_card_show:
 * @self: a card
 * @agent: an identity
 * @address: where it would go; if it is none, an example takes its place
 *
 * Shows an identity.
 */
void
rt_agent_card_show (RtAgentCard *self, RtAgent *agent, const char *address)
{
  g_autoptr (RtRequest) there = make_request (address);
  g_autoptr (RtRequest) request
      = there != NULL ? rt_request_ref (there) : rt_request_new ("GET", EXAMPLE, NULL);
  g_autoptr (RtRequest) dressed = rt_agent_apply (agent, request);
  g_autoptr (GBytes) head = rt_request_compose_head (dressed, -1);
  g_autofree char *text
      = g_strndup (g_bytes_get_data (head, NULL), g_bytes_get_size (head));
  g_autofree char *shown = rt_header_value_to_utf8 (g_strchomp (text));
  g_auto (GStrv) lines = g_strsplit (shown, "\r\n", -1);
  g_autofree char *unix_text = g_strjoinv ("\n", lines);
  g_autofree char *what = describe (agent);
  const char *version = rt_agent_get_version (agent);

  g_return_if_fail (RT_IS_AGENT_CARD (self));

  gtk_label_set_label (self->what, what);
  gtk_widget_set_visible (self->version_group, version != NULL);
  if (g_strcmp0 (version, gtk_editable_get_text (self->version)) != 0)
    gtk_editable_set_text (self->version, version != NULL ? version : "");
  gtk_label_set_label (self->head, unix_text);
  gtk_label_set_label (self->head_title, there != NULL ? _ ("What It Sends There")
                                                       : _ ("What It Sends over HTTPS"));
  show_giveaways (self, agent);
}
