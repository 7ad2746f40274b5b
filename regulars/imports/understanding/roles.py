"""What a column can mean, and the names programs give it. Compared without case, accents, spaces or signs."""

import re
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold


class Role(StrEnum):
    ORDER = "order"
    DATE = "date"
    TIME = "time"
    CUSTOMER = "customer"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    COMPANY = "company"
    EMAIL = "email"
    PHONE = "phone"
    TOTAL = "total"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    PRICE = "price"
    REFUNDED = "refunded"
    CODE = "code"
    DESCRIPTION = "description"
    COUNTRY = "country"
    CAME_BY = "came_by"
    PERSONA = "persona"
    CURRENCY = "currency"
    STATUS = "status"
    KIND = "kind"
    OFFERS = "offers"


LABELS: dict[Role, Promise] = {
    Role.ORDER: _("Order number"),
    Role.DATE: _("Date"),
    Role.TIME: _("Time of day"),
    Role.CUSTOMER: _("Buyer’s number"),
    Role.NAME: _("Buyer’s name"),
    Role.FIRST_NAME: _("First name"),
    Role.LAST_NAME: _("Last name"),
    Role.COMPANY: _("Company"),
    Role.EMAIL: _("E-mail"),
    Role.PHONE: _("Phone"),
    Role.TOTAL: _("Total of the order"),
    Role.AMOUNT: _("Amount of the line"),
    Role.QUANTITY: _("Quantity"),
    Role.PRICE: _("Unit price"),
    Role.REFUNDED: _("Amount refunded"),
    Role.CODE: _("Product code"),
    Role.DESCRIPTION: _("Product"),
    Role.COUNTRY: _("Country"),
    Role.CAME_BY: _("How they came to us"),
    Role.PERSONA: _("Kind of buyer"),
    Role.CURRENCY: _("Currency"),
    Role.STATUS: _("Status"),
    Role.KIND: _("Kind of document"),
    Role.OFFERS: _("May we send offers (yes or no)"),
}
PEOPLE = [
    Role.CUSTOMER,
    Role.NAME,
    Role.FIRST_NAME,
    Role.LAST_NAME,
    Role.COMPANY,
    Role.EMAIL,
    Role.PHONE,
    Role.COUNTRY,
    Role.CAME_BY,
    Role.PERSONA,
    Role.OFFERS,
]
ORDERS: list[Role] = [role for role in Role if role not in {Role.COMPANY, Role.OFFERS}]

# Best names first: where two columns fit, the earlier name wins. English, German, French, Spanish, Swedish.
NAMES: dict[Role, str] = {
    Role.ORDER: "order number, order no, order id, order, invoice number, invoice no, invoice id, invoice, receipt number,"
    " receipt no, receipt, transaction number, transaction id, sale id, sale number, sales order, ticket number, ticket, num,"
    " document number, payment id, charge id, reference number, order reference, id, name, number, no, ref, reference,"
    " bestellnummer, bestellung, bestell nr, auftragsnummer, auftrag, auftrags nr, rechnungsnummer, rechnung, rechnungs nr,"
    " belegnummer, beleg, beleg nr, numero de commande, n commande, commande, no commande, numero de facture, facture,"
    " n facture, no facture, numero de pedido, pedido, n pedido, numero de factura, factura, ordernummer, order nr, ordernr,"
    " fakturanummer, faktura, fakturanr, kvittonummer, kvitto",
    Role.DATE: "order date, invoice date, date, order time, created at, created, created date, order created, date created,"
    " sale date, sales date, purchase date, transaction date, paid at, date paid, payment date, paid date, day, datetime,"
    " date time, timestamp, order placed, placed at, ordered at, bestelldatum, auftragsdatum, rechnungsdatum, belegdatum,"
    " datum, date de commande, date commande, date de facture, date facture, date d achat, fecha de pedido, fecha pedido,"
    " fecha de factura, fecha factura, fecha, orderdatum, fakturadatum, inkopsdatum",
    Role.TIME: "time, time of day, sale time, uhrzeit, zeit, heure, hora, tid, klockslag",
    Role.CUSTOMER: "customer id, customer number, customer no, customer code, customer ref, client id, client number,"
    " client no, client code, customer, account number, account id, account no, contact id, buyer id, member id,"
    " membership number, user id, shopper id, patient id, record id, customer nr, kundennummer, kunden nr, kunden id, kundnr,"
    " kdnr, debitor, debitorennummer, kunde, numero client, n client, code client, id client, client, numero de cliente,"
    " n cliente, id cliente, codigo cliente, codigo de cliente, cliente, kundnummer, kund nr, kund id, kund",
    Role.NAME: "customer name, client name, contact name, customer full name, billing name, buyer name, buyer, bill to,"
    " bill to name, account name, company name, company, customer, client, full name, name, shipping name, recipient name,"
    " ship to name, contact, kundenname, name des kunden, firma, kunde, nom du client, nom client, nom complet,"
    " raison sociale, nom, nombre del cliente, nombre cliente, nombre completo, nombre, razon social, cliente, kundnamn,"
    " namn, foretagsnamn, foretag, kund",
    Role.FIRST_NAME: "first name, given name, customer first name, billing first name, forename, vorname, prenom,"
    " nombre de pila, fornamn",
    Role.LAST_NAME: "last name, family name, surname, customer last name, billing last name, nachname, nom de famille,"
    " apellidos, apellido, efternamn",
    Role.COMPANY: "company, company name, organization name, organisation, organization, organisation name, business name,"
    " business, associated company, primary company, account name, firma, unternehmen, societe, entreprise, raison sociale,"
    " empresa, foretag, foretagsnamn",
    Role.EMAIL: "email, customer email, email address, customer email address, e mail address, billing email, contact email,"
    " buyer email, receipt email, mail, e mail 1 value, email 1, primary email, e mail adresse, mailadresse, emailadresse,"
    " courriel, adresse e mail, adresse mail, correo electronico, correo, e post, epostadress, e postadress",
    Role.PHONE: "phone, phone number, customer phone, billing phone, telephone, telephone number, tel, mobile, mobile phone,"
    " mobile phone number, mobile number, phone 1 value, phone 1, business phone, telefon, telefonnummer, handy, rufnummer,"
    " mobil, numero de telephone, portable, telefono, movil, mobilnummer",
    Role.TOTAL: "order total, invoice total, grand total, total amount, total price, total, total paid, amount paid,"
    " total incl tax, total inc tax, gross total, order amount, invoice amount, order value, total sales, gesamtbetrag,"
    " gesamtsumme, gesamt, rechnungsbetrag, bestellsumme, endbetrag, total ttc, montant total, total commande, total general,"
    " importe total, total pedido, total factura, totalbelopp, totalt, ordersumma, summa, att betala",
    Role.AMOUNT: "line amount, line total, lineitem total, line value, amount, extended price, extended amount, total line,"
    " sales amount, sales value, net amount, net sales, gross sales, gross amount, revenue, sales, turnover, value, spend,"
    " price paid, paid, sum, positionsbetrag, zeilenbetrag, betrag, umsatz, wert, summe, montant ligne, montant, montant ht,"
    " montant ttc, importe linea, importe, valor, monto, radbelopp, belopp, omsattning",
    Role.QUANTITY: "quantity, qty, lineitem quantity, item quantity, quantity ordered, qty ordered, units, units sold, count,"
    " pieces, pcs, menge, anzahl, stuck, stuckzahl, quantite, qte, cantidad, cant, unidades, antal, kvantitet",
    Role.PRICE: "unit price, unitprice, price each, unit amount, lineitem price, item price, sales price, price per unit,"
    " price, rate, unit cost, stuckpreis, einzelpreis, preis, preis pro stuck, prix unitaire, pu, pu ht, prix,"
    " precio unitario, precio, styckpris, enhetspris, a pris, pris",
    Role.REFUNDED: "amount refunded, refunded amount, refund amount, total refunded, refunds, refund, erstattet,"
    " erstattungsbetrag, erstattung, montant rembourse, rembourse, importe reembolsado, reembolsado, reembolso, aterbetalt",
    Role.CODE: "stock code, sku, lineitem sku, product code, item code, product sku, item sku, variant sku, product id,"
    " item id, item number, item no, article number, article no, article code, inventory item code, part number, barcode, code,"
    " item, artikelnummer, artikel nr, artikelcode, art nr, produktnummer, reference produit, reference article,"
    " code article, code produit, codigo de producto, codigo producto, codigo articulo, codigo, referencia, artnr",
    Role.DESCRIPTION: "description, product name, product, item name, lineitem name, item description, product description,"
    " product title, line description, service, product service, product service full name, memo description, title,"
    " item, article, memo, bezeichnung, artikelbezeichnung, beschreibung, produkt, artikel, produktname, leistung, designation,"
    " libelle, produit, prestation, descripcion, producto, concepto, articulo, servicio, beskrivning, benamning, produktnamn",
    Role.COUNTRY: "country, billing country, customer country, country region, shipping country, ship country, pocountry,"
    " bill country, country code, billing country code, address country, address 1 country region, land, lieferland,"
    " rechnungsland, pays, pays de livraison, pais",
    Role.CAME_BY: "came by, how they came to us, how did you hear about us, how did you hear of us, how did you hear,"
    " how they heard about us, how heard, heard about us, heard from, lead source, leadsource, customer source, client source,"
    " contact source, original source, original source type, original traffic source, acquisition source,"
    " acquisition channel, marketing source, marketing channel, first source, referral source, referred by, referrer,"
    " source of lead, source of business, traffic source, utm source, origin, source, channel, herkunft, quelle, kanal,"
    " wie haben sie von uns erfahren, wie gehort, empfohlen durch, provenance, origine, canal,"
    " comment nous avez vous connu, comment avez vous entendu parler de nous, como nos conocio, origen, procedencia,"
    " kalla, hur horde du talas om oss",
    Role.PERSONA: "persona, buyer persona, customer persona, customer segment, client segment, segment, customer type,"
    " client type, type of customer, kind of customer, kind of buyer, customer kind, customer group, client group,"
    " customer category, client category, customer class, buyer type, contact type, audience, group, category, kind,"
    " kundengruppe, kundentyp, kundenart, kundensegment, zielgruppe, gruppe, type de client, segment client,"
    " groupe de clients, categorie client, tipo de cliente, segmento, grupo de clientes, kundtyp, kundgrupp, kundsegment",
    Role.CURRENCY: "currency, currency code, order currency, invoice currency, wahrung, devise, monnaie, moneda, divisa,"
    " valuta",
    Role.STATUS: "financial status, payment status, order status, invoice status, status, state, zahlungsstatus,"
    " bestellstatus, statut, statut de paiement, estado, estado de pago, estado del pedido, betalstatus, orderstatus",
    Role.KIND: "transaction type, document type, type, invoice type, order type, record type, doc type, belegart, typ, art,"
    " type de document, tipo, tipo de documento, dokumenttyp",
    Role.OFFERS: "may we send offers, may send offers, offers, offers allowed, accepts marketing, accepts email marketing,"
    " email marketing consent, marketing consent, marketing opt in, marketing permission, email opt in, opt in, newsletter,"
    " newsletter opt in, subscribed to newsletter, werbeeinwilligung, newsletter erlaubt, consentement marketing,"
    " acepta marketing, nyhetsbrev",
}
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def plain(header: str) -> str:
    """`"* Invoice_No (GBP) "` → `"invoiceno"`: how two headers are told to be the same."""
    return fold(_ASIDE.sub(" ", header) or header).replace(" ", "") or fold(header).replace(" ", "")


@cache
def names_of(role: Role) -> dict[str, int]:
    """Plain name → its place in the list, best first."""
    found: dict[str, int] = {}
    for place, name in enumerate(NAMES[role].split(",")):
        found.setdefault(plain(name), place)
    return found


@cache
def known_names() -> frozenset[str]:
    return frozenset(name for role in Role for name in names_of(role))
