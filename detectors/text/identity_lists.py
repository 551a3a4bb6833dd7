"""What numbers that states, banks and insurers give to a person are called, in the languages that people write in."""

from __future__ import annotations

_NAMES = """
    ssn|social security|social security number|ss|itin|nino|ni number|national insurance|nhs|utr|ein|tin|tax id|tax file|
    sort code|sort|routing|bsb|medicare|medicaid|ohip|pps|ppsn|
    dni|d n i|nie|nif|cif|nss|rut|cuit|cuil|curp|clabe|nit|ruc|cédula|cedula|carnet|c c|c i|identidad|ciudadanía|
    cpf|cnpj|rg|cnh|nis|pis|contribuinte|niss|cidadão|codice fiscale|partita iva|piva|p iva|
    steuernummer|steuer|idnr|personalausweis|svnr|ahv|ahv nr|kontonummer|konto|kontonr|
    sécu|sécurité sociale|sociale|nir|siren|siret|numéro national|rijksregister|rijksregisternummer|bsn|b s n|
    burgerservicenummer|sofinummer|pesel|nip|regon|dowód|dowodu|personnummer|personnr|fødselsnummer|fødselsnummeret|cpr|
    henkilötunnus|hetu|isikukood|asmens kodas|personas kods|rodné číslo|rodne cislo|r č|rč|cnp|taj|adóazonosító|adószám|
    egn|егн|oib|jmbg|emšo|αμκα|αφμ|afm|amka|kimlik|tckn|vkn|инн|снилс|паспорт|паспорта|рнокпп|іпн|
    aadhaar|aadhar|uidai|cnic|nid|nik|ktp|npwp|mykad|cccd|cmnd|emirates id|iqama|هوية|القومي|ת ז|זהות|
    マイナンバー|個人番号|주민번호|주민등록번호|身份证|身份证号|身份證|บัตรประชาชน|tfn|abn|acn|ird|bvn|nuban|hkid|huduma|
    passport|passeport|pasaporte|reisepass|paspoort|passaporto
"""
NAMES = frozenset("".join(line.strip() for line in _NAMES.splitlines()).split("|"))
NAME_ENDS = ("versicherungsnummer", "ausweisnummer", "steuernummer", "passnummer", "kontonummer")
CAPITAL_NAMES = frozenset(["SIN", "PAN", "NIN", "IC", "CI", "CC", "RG", "FIN", "RUN", "TC", "NI", "CF", "INN"])
"""In capitals only: in small letters they are words of some language."""
_LINKS = """
    number|numbers|num|no|nr|n|nummer|nummeret|code|id|is|are|was|número|numero|numéro|nro|de|del|es|est|ist|lautet|номер|
    č|kartı|numarası|numer|my|mi|mein|meine|meu|mon|ma|mio|mijn|mój|card|é|er|är|on|jest|это|not
"""
LINKS = frozenset("".join(line.strip() for line in _LINKS.splitlines()).split("|"))
"""May stand between the name and the number."""
