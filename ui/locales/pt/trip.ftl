# unreviewed
# Before a trip: what is ready and what is not.

trip-title = Antes da viagem
trip-row-note = Cartão, resumo e link prontos e testados
trip-ready = Está tudo pronto
trip-left = { $count ->
    [one] Falta 1 passo
   *[other] Faltam { $count } passos
  }
trip-state-open = Por fazer
trip-state-again = De novo
trip-state-done = Feito
trip-record = O seu registo está em dia
trip-record-open = Ainda não há registo.
trip-record-done = Última adição: { $when }
trip-record-again = Há muito que nada é adicionado. Peça à sua clínica registos mais recentes.
trip-record-do = Adicionar registos
trip-trip = Datas e idioma
trip-trip-open = Quando é a viagem e que língua se fala lá?
trip-trip-done = De { $from } a { $until }, { $language }
trip-from = Primeiro dia
trip-until = Último dia
trip-language = Que língua se fala lá?
trip-save = Guardar a viagem
trip-change = Mudar a viagem
trip-forget = Esquecer esta viagem
trip-card = O cartão de emergência, para imprimir
trip-summary = O resumo, para imprimir
trip-paper-open = Guarde-o e depois imprima-o.
trip-paper-done = Guardado: { $when }
trip-paper-again = O seu registo ou o idioma mudou desde então.
trip-card-do = Guardar o cartão
trip-summary-do = Guardar o resumo
trip-link = Um link para a viagem
trip-link-open = O código abre o seu resumo em qualquer clínica, também com o telefone desligado. Imprima-o também.
trip-link-done = Enviado. Abre até: { $when }
trip-link-again = Ainda não foi enviado, falta-lhe o mais recente do registo ou não serve para as datas.
trip-link-long = A sua viagem é mais longa do que um link dura. Dê-lhe um novo fim pelo caminho: o código fica.
trip-link-see = Ver o link
trip-test = Testado sem internet
trip-test-open = Ative o modo de avião. Depois prima Testar.
trip-test-done = Testado: { $when }
trip-test-do = Testar
trip-test-running = A ver se um servidor responde…
trip-test-good = Tudo funciona sem internet
trip-test-made = Nenhum servidor respondeu. Este dispositivo fez o resumo com { $records } registos, { $terms } nomes nesse idioma, o cartão de emergência, o PDF e um código móvel. Pode desligar o modo de avião.
