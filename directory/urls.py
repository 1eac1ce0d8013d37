"""Addresses of the directory, which the site prefixes with the language: public ones, then those of members."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from directory import views
from directory.views.own import cards, home, mailboxes, members, room
from directory.views.own import export as own_export
from directory.views.own import tickets as own_tickets
from directory.views.tap import tap

app_name = "directory"
urlpatterns = [
    path(_("fiche/<slug:code>"), views.service, name="service"),
    path(_("fiche/<slug:code>/contact.vcf"), views.vcard, name="vcard"),
    path(_("organisation/<slug:code>"), views.organisation, name="organisation"),
    path(_("fiche/<slug:code>/report"), views.report_service, name="report_service"),
    path(_("organisation/<slug:code>/report"), views.report_organisation, name="report_organisation"),
    path(_("report/<slug:code>"), views.reported, name="reported"),
    path(_("fiche/<slug:code>/ours"), views.claim, name="claim"),
    path(_("propose-an-organisation/"), views.propose, name="propose"),
    path(_("propose-an-organisation/sent/"), views.claim_sent, name="claim_sent"),
    path(_("propose-an-organisation/confirm/<slug:token>/"), views.claim_confirm, name="claim_confirm"),
    path(_("help-lines/"), views.help_lines, name="help_lines"),
    path(_("my-card/<slug:token>/<slug:code>/<slug:answer>/"), tap, name="tap"),
]

# « My organisation »: each address below names the organisation somebody acts for.
own_patterns = [
    path("", home.organisations, name="organisations"),
    path("<slug:code>/", home.home, name="home"),
    path(_("<slug:code>/room/"), room.room, name="room"),
    path(_("<slug:code>/room/<slug:card>/"), room.say, name="room_say"),
    path(_("<slug:code>/room/<slug:card>/rhythm/"), room.rhythm, name="room_rhythm"),
    path(_("<slug:code>/cards.<slug:kind>"), own_export.export, name="export"),
    path(_("<slug:code>/reports/"), own_tickets.tickets, name="tickets"),
    path(_("<slug:code>/reports/<slug:ticket>/"), own_tickets.one, name="tickets_one"),
    path(_("<slug:code>/identity/"), cards.identity, name="identity"),
    path(_("<slug:code>/site/<slug:site>/"), cards.site, name="site"),
    path(_("<slug:code>/card/<slug:card>/"), cards.card, name="card"),
    path(_("<slug:code>/card/<slug:card>/preview/<slug:language>/"), cards.preview, name="card_preview"),
    path(_("<slug:code>/card/<slug:card>/close/"), cards.close, name="card_close"),
    path(_("<slug:code>/card/<slug:card>/history/"), cards.history, name="card_history"),
    path(_("<slug:code>/card/<slug:card>/undo/<int:version>/"), cards.undo, name="card_undo"),
    path(_("<slug:code>/mailboxes/"), mailboxes.mailboxes, name="mailboxes"),
    path(_("<slug:code>/mailboxes/<slug:card>/"), mailboxes.change, name="mailboxes_change"),
    path(_("<slug:code>/mailboxes/<slug:card>/code/"), mailboxes.prove, name="mailboxes_prove"),
    path(_("<slug:code>/mailboxes/<slug:card>/again/"), mailboxes.again, name="mailboxes_again"),
    path(_("<slug:code>/members/"), members.members, name="members"),
    path(_("<slug:code>/members/invite/"), members.invite, name="members_invite"),
    path(_("<slug:code>/members/leave/"), members.leave, name="members_leave"),
    path(_("<slug:code>/members/invited/<slug:invitation>/withdraw/"), members.withdraw, name="members_withdraw"),
    path(_("<slug:code>/members/<uuid:person>/role/"), members.role, name="members_role"),
    path(_("<slug:code>/members/<uuid:person>/attest/"), members.attest, name="members_attest"),
    path(_("<slug:code>/members/<uuid:person>/remove/"), members.remove, name="members_remove"),
]
