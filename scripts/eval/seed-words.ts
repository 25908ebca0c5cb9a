/**
 * Our own judgement of common words before any data is seen, written by hand: grade to words, `_` joining a phrase.
 * Grades are on the scale of a human rating from -4 to 4; training moves them. Inflected forms are found by
 * `forms.ts`, so mostly the base form is listed.
 */
export const SEED: { readonly [grade: string]: string } = {
  '3.2': `
amazing awesome brilliant excellent exceptional extraordinary exquisite fabulous fantastic flawless incredible
magnificent marvelous marvellous masterpiece outstanding perfect perfection phenomenal sensational spectacular
splendid stellar stunning stupendous sublime superb terrific unbeatable unrivaled unrivalled wonderful wondrous best
love adore thrilled ecstatic elated euphoric overjoyed woohoo yay yaay hooray hurray blissful jaw_dropping top_notch
over_the_moon works_like_a_charm could_not_be_happier couldnt_be_happier could_not_be_better couldnt_be_better
cant_recommend_enough cannot_recommend_enough blew_me_away blown_away absolutely_love hats_off best_ever
highly_recommend must_have a_joy to_die_for first_class world_class five_stars five_star 5_stars 5_star life_saver
lifesaver knocked_it_out_of_the_park love_it love_this godsend badass bad_ass a_steal cant_put_it_down
could_not_put_it_down a_dream_to works_flawlessly second_to_none`,
  '2.6': `
😍 🥰 😘 🤩 🥳 ❤ 💕 💖 💗 💙 💚 💛 💜 💯 ♥ 😻 💝 🏆 <3 :d xd`,
  '2.4': `
great beautiful gorgeous delightful delicious delight charming lovely joy joyful joyous happy happiness glad excited
exciting impressive impress awe breathtaking captivating compelling dazzling divine dreamy elegant enchanting
enjoyable enjoy enthralling enthusiastic entertaining exhilarating excel excellence fab fascinating favorite
favourite fun genius glorious glory gratifying grateful gratitude hilarious heartwarming ideal inspiring inspiration
inspirational invaluable invigorating laugh lol lmao haha hahaha hehe magical majestic memorable mesmerizing miracle
miraculous paradise passionate pleasure pleased pleasing pleasant powerful praise precious priceless proud rejoice
remarkable rewarding riveting satisfying satisfied satisfaction sweet superior superlative thank thanks thx thankful
thoughtful tasty touching treasure treat triumph triumphant uplifting victorious victory vibrant win winner wow
yummy yum heaven heavenly hero heroic loved beloved congratulations congrats bravo cheers kudos celebrate
celebration bliss appreciated appreciate well_done good_job great_job nice_job exceeded_expectations
exceeded_my_expectations can_not_wait cant_wait cannot_wait looking_forward worth_every_penny thank_you thumbs_up
money_well_spent well_worth no_complaints zero_complaints cant_complain cannot_complain no_issues_at_all
cant_go_wrong cannot_go_wrong hard_to_beat cant_beat cannot_beat a_must made_my_day game_changer
pleasantly_surprised never_disappoints never_fails_to_impress went_above_and_beyond above_and_beyond nailed_it
right_on spot_on smooth_as_butter big_fan huge_fan a_pleasure blessed blessing xoxo stoked psyched impressed
unforgettable crisp_and_clear state_of_the_art well_made well_acted well_written well_crafted well_designed
well_built best_buy resounding handsome radiant genuinely_helpful`,
  '2.0': `
thought_provoking nothing_short_of funniest irresistible luminous engrossing enthral marvel tremendous tremendously
exemplary groovy ingenuity gripping poetic tour_de_force crowd_pleaser lovable likeable_characters cool_as
better_than_expected better_than_ever far_better much_better so_much_better way_better ease_of_use user_friendly
good_looking nice_looking a_breeze a_snap rock_solid bang_for_the_buck bang_for_your_buck no_brainer dead_on happily
no_better well_worth_it treat_to`,
  '2': `
cant_believe_how_good cant_believe_how_great cant_stop_laughing never_looked_back problem_solved saved_me
saved_my_day saved_the_day cant_live_without could_not_live_without got_the_job i_passed we_won made_it so_good
so_worth_it would_buy_again will_buy_again buying_again come_back_again will_be_back definitely_recommend`,
  '1.8': `
😀 😃 😄 😁 😊 🙂 ☺ 😉 😎 🤗 👍 👏 🙌 💪 👌 ✨ 🌟 🎉 🎊 😋 😇 🤠 😸 😺 🌞 🙏 ✅ ^_^ :) :p ;)`,
  '1.7': `
good nice cool fine_looking accurate accomplish accomplished achievement admirable admire adorable advantage
affection affectionate agreeable amuse amused amusing apt attractive authentic award beauty benefit beneficial
benevolent bargain better bonus brave breeze bright brightest calm caring charm charismatic cheerful cherish classy
clean clever comfort comfortable comfy commend commendable compassion compassionate compatible compliment confident
considerate convenient convincing courage courageous courteous credible cute dependable deserving dignity durable
eager easy easily effective efficient effortless elegance encourage encouraging energetic engaging enhance enhanced
enrich enthusiasm ethical exceed exceptionally fair faithful favor favorable favour favourable fearless feel_good
fine flexible fluid flourish fortunate freedom fresh friend friendly fulfill fulfilling funny generous gentle
genuine gift gifted goodness graceful gracious handy healthy helpful heartfelt honest honor honour hope hopeful
humor humorous humour humane imaginative improve improved improvement ingenious innovative insightful instrumental
intelligent interesting intriguing intuitive inventive invite jolly keen kind kindness laughter legendary lively
loyal luck lucky luxurious luxury magic mature meaningful merry noble optimistic outgoing passion patient peace
peaceful perfectly poignant polished polite popular positive praiseworthy premium pretty prettier privilege
productive prosper prosperous prosperity protect prompt promptly quick_witted recommend recommended refined
refreshing reliable relief relieved remedy resourceful respect respectful responsive reward rich robust romantic
safe secure seamless sensible sharp shine shiny silky simple sincere sleek slick smart smile smiling smitten smooth
snappy soothing solid sophisticated spacious sparkle speedy spiffy spirited stable steady strength strong sturdy
stylish succeed success successful suitable sunny super supportive surprisingly_good swift talent talented tender
tranquil trust trustworthy truthful unique upgrade upbeat useful valuable versatile vivid warm warmth wealth welcome
whimsical wise wisdom wit witty worthwhile worthy worth yes youthful zest solved resolved fixed fast_paced fast
faster heart hug kiss kisses xo bff hopefully_soon good_luck no_problem no_issue no_trouble no_worries no_doubt
problem_free trouble_free hassle_free works_great works_perfectly works_well works_fine still_going_strong
does_the_job on_time ahead_of_schedule in_no_time right_away as_described as_advertised easy_to_use easy_to_set_up
easy_to_follow plug_and_play good_value great_value value_for_money cost_effective quick_response came_through
helped_me sorted_out made_it_right plenty_of exactly_what_i_needed exactly_what_i_wanted like_new feel_better
feeling_better cheered cheer_up cheer in_love good_morning good_night sweet_dreams have_a_great have_a_good
have_a_nice happy_birthday merry_christmas crisp clarity not_bad not_too_bad not_bad_at_all not_half_bad no_regrets
without_a_hitch without_any_problems without_issue free_of_charge undeniably delighted standout stand_out must_see
a_gem gem hit_the_spot hits_the_spot sweet_spot kudos_to high_quality good_quality top_quality great_quality pros
plus positives lightweight light_weight`,
  '1.4': `
just_works just_worked it_just_works cant_stop never_had_a_problem never_had_any_problems never_had_an_issue
never_a_problem no_issues no_problems no_problem_at_all no_issues_so_far no_problems_so_far without_problems
without_a_problem without_issues works_out_of_the_box quick_reply fast_reply fast_response quick_delivery
fast_delivery fast_shipping on_schedule runs_smoothly exactly_as_described exactly_as_advertised exactly_as_promised
minutes_to_set_up wtg tnx tyvm woot w00t thrilling thrill applause watchable woo wooo squee high_five
dream_come_true does_its_job does_its_purpose serves_its_purpose lasts_all_day last_forever holds_up fits_perfectly`,
  '1.2': `
well done_well special creative important_work top_of_the_line not_least original smart_choice
support_team_was_great undeniable masterful mastery witty_and fave fav faves agreed bless welcome_back good_idea
good_thing all_good doing_well done_right honestly_good resonate poetry exotic delicate fascinate sensitive
sensitivity depth insight originality excitement expressive believability memorably`,
  '0.9': `
accept acceptable adequate advanced agree aid alive amaze ample appeal appealing applaud approve approval assure
assurance available balanced benign bold brisk capable captivate clear clearly cooperate cohesive colorful colourful
compact competent correct cozy cosy curious decent dedicated definite devoted dream earnest ease economical educated
enough entertain entertainment enticing equality evolve exclusive experienced expert familiar fame famous
fashionable fit forgive freely gain genial glow goal grace grand growth guarantee harmony harmless harmonious heal
health helped hearty hot impartial inexpensive affordable informative innocence innocent inspire integrity intimate
invest invincible justice knowledgeable legit liberty like liked likable likeable logical lush lyrical mercy modern
modest natural neat novel nurture ok opportunity optimal organized paid_off painless passable peak perceptive
pleasantly plentiful portable potential precise prefer prepared prestige progress promise promising proper protected
punctual pure quality quick quickly quiet ready reasonable reasonably recover refund_received rescue resolve
responsible restore scenic significant skilled skill skillful soft spontaneous straightforward sufficient surprise
surprised surprising surprisingly sustainable tidy thorough thoroughly tolerable truly unbiased understanding
upgraded usable valid value vital vitality won yep yeah wish_you subtle nuanced intelligence believable faithful_to
fresh_take grin giggle chuckle thrive thriving vacation weekend holiday friday glad_to happy_to pleased_to sure
absolutely definitely in_stock up_and_running at_ease at_last finally peace_of_mind`,
  '0.8': `
😂 🤣 😆 😅 🔥 😏 🙃 😌 🤞`,
  '0.7': `
top care help free save works working support_team true okay playful hopefully fairness decent_enough at_least
better_than`,
  '0.3': `
new want wanted able advance content support share understand grow light real take_care important important_to
certain complete civil equal would_like id_like honest_opinion promised_land full`,
  '0.2': `
compatible_with works_with cant_believe_how cant_believe`,
  '0': `
player players play played playing plays simply really certainly fairly newly usually correctly accurately commonly
completely nearly kind_of sort_of the_kind some_kind any_kind what_kind this_kind one_kind as_well as_well_as
may_well well_in feels_like feel_like looks_like look_like seems_like seem_like sounds_like like_a like_an like_the
like_this like_that something_like anything_like works_of on_top_of on_top hard_drive hard_drives hard_disk
low_light low_lights high_low best_of_the best_they best_i best_seller best_selling witness witnesses shutter others
other news honestly trying wanting willing wills will differ difference different common horror thriller critic
critics killer hell_of_a bit a_bit a_little little old just even only though work day today tweet but besides united
united_states new_york new_jersey new_year new_years no_one no_matter not_only not_just not_to_mention no_wonder
why_not if_not no_sooner whether_or_not or_not more_or_less in_less_than less_than no_less_than no_more_than
as_long_as so_far at_first long_term short_term grand_total white_house supreme_court war_ii world_war civil_war
civil_rights pretty_much well_well fresh_water hot_dog cool_down right_now right_after light_rail lightning
content_management free_time number_one no_idea interest interested_in interests batter meter letter enter water
paper order ordered orders offer offered matter master number member user users summer winter dinner corner border
folder folders leading leader leaders lead party parties state states general specially especial stable_release
patient_room patients kill_9 kill_process kill_the_process error_code error_message issue_number issue_date
critical_path dark_mode fatal_error free_trial break_point lunch_break break_down_of fine_print_of save_button
save_the_file save_as works_at works_in works_for works_as works_on working_at working_in working_for working_on
work_at the_patient a_patient saved_in saved_to saved_as saved_at saved_on is_saved are_saved save_to terminates
terminate kill_the_job free_to_call free_shipping_on is_available_in available_at available_on available_in
available_from is_it_available free_of support_for supports_the supported supports supporting it_supports
customer_support support_line support_hours contact_support service_pack clear_the_cache clear_history clear_cache
party_of top_left top_right top_of_the_page trust_fund safe_mode good_faith goods goods_and right_side right_hand
bright_side left_right well_being fine_art hard_copy hard_cover hardcover soft_cover drop_down dropdown drop_off
pick_up cut_off_date cold_water hot_water welcome_page favorites_bar like_to gross_domestic gross_margin
gross_profit net_loss interest_rate interest_rates limited_company fall_of fall_semester in_fall short_film
dead_line deadline dead_sea critical_mass positive_integer negative_number negative_numbers lost_and_found
happy_hour great_britain great_lakes best_practice best_practices best_regards kind_regards warm_regards regards
fatal_exception`,
  '-0.3': `
short busy challenge old_fashioned stop low long blow lacks_a minimal sticky late_night twice`,
  '-0.5': `
not no never none nothing nobody neither nor cannot cant dont doesnt didnt wont isnt wasnt arent werent wouldnt
couldnt shouldnt hasnt havent aint hadnt hardly barely scarcely rarely seldom supposed_to`,
  '-0.6': `
critical blind wicked fierce provoke hunger battle limited missing nothing_else rob please_fix fix_this asap locked
drains drain draining no_explanation without_explanation without_notice without_warning how_much_longer
how_long_do_i expected_more`,
  '-0.7': `
absent alter average avoid bare basic blah bland bogged challenging cheap cheaply clash cliche cold complex
complicated compromise concern concerned concession confess cost costly cut dark decline decrease delay delayed
demand deny depend difficult difficulty dim disorder distant doubt doubtful drag drop dry dusty empty enough_already
error excess excessive exhaust expensive expire fade fatigue faint fall feeble fewer flat fuss fussy fuzzy generic
gimmick gray grey grip hard hesitant hesitate heavy hurry idle ignore imitation immature impossible impersonal
inadequate inconclusive indifferent issue issues itchy lag late leak less limit limitation lose loud mediocre meh
mild minor miss mistake mixed mixed_bag moody mundane muted nag narrow nervous noise noisy nope notorious obscure
odd offline ordinary outdated overly over_budget overlook pale pause pedestrian penalty picky plain predictable
pressure pretend pretentious pricey problem problems question questionable quirky rare reject reluctant repeat
repetitive replace resist restrict restriction risk risky rough routine rumor rush scarce scratchy self_indulgent
shy silly simplistic skeptical sketchy skinny sleepy slip slow slower slowly so_so sour spotty stall standard static
steep stiff strange stretch strict struggle stuck superficial suspect suspicious tame tense thin tight tire trivial
tricky trouble uncertain unclear uncommon uncertainly undecided uneven unfamiliar unfinished uninspired unknown
unlikely unsure unusual unwanted vague vanish wary weird wobbly worn wordy could_be_better could_have_been_better
should_have_been would_have_been_nice would_be_nice wish_it i_wish if_only at_a_loss nothing_special nothing_new
nothing_more needs_to_be need_to_be needs_work falls_short fall_short fell_short too_much too_many too_long
too_short too_big too_small too_large too_slow too_loud too_heavy too_high too_low too_hard too_dark too_expensive
too_tight too_thin too_late a_bit_too only_problem only_issue only_complaint only_downside downside drawback con
cons quibble caveat still_waiting yet_to_receive hit_or_miss not_sure not_so_much on_the_fence apart_from in_spite
run_of_the_mill waited waiting no_longer lack lacks lacking lacked without turned_off turn_off out_of_stock
back_order backordered used_to unfortunately_not sadly_not third_time again_and_again over_and_over`,
  '-0.8': `
😐 😑 😕 🤔 😬 😳 😪 😴 😶 :/ -_-`,
  '-1.2': `
heartbreaking sick horror_story plotless ploddingly ploddy leaden ponderous meandering flailing riddled collapses
shut_down clich cliched cliches padded padding overlong overwrought underdeveloped underwritten joyless humorless
lumbering stilted formulaic hackneyed unremarkable thumbs_down pan pans save_the_cash save_the_money save_your_cash
scream heavy_handed far_fetched runs_out_of ran_out_of out_of_ideas pity casualty casualties dies_after famine
diarrhea fragile no_way marked_up downhill directionless incomprehensibly unwieldy disbelief death dead_wood destroy
destroyed destroys destruction dread dreading regurgitate regurgitated minus turns_out_to_be_a too_bad_that lack_of
headache headaches tsk boo_hoo meh_at_best at_best needed_to_be_better better_suited better_off`,
  '-1.6': `
abandon abrupt abrasive absurd accident accuse accusation ache aching addict adverse afraid against aggravate
aggressive ailing alarm alarming alien alienate allege allegation ambiguous ambush anguish annoy annoyed annoying
annoyance antagonize anxious anxiety apathy apathetic apologize apology appall argue argument arrest arrogant
ashamed attack avoidable awkward backlash backward ban bankrupt barrier bias biased bitter bizarre blame bleak
blemish block blocked blunder blur blurry bogus boo bored boredom boring bother bothered bothersome break broken
brittle bug buggy bulky bully bum bummer bummed burden burn burned burnt careless chaos chaotic clumsy clunky
clutter collapse collide complain complaint conceited condemn conflict confront confuse confused confusing confusion
contempt contrived controversial contradict convict convoluted corrode corrosion coward crack cracked cranky crash
crashed crashes creepy crime criminal cringe crisis criticism criticize crooked crude cruel cry crying cumbersome
curse cynical damage damaged damn danger dangerous deadlock debt deceive deception defeat defect defective defiant
deficient deficit deficiency degrade dejected delinquent denied deplete deprive deprived derivative desperate
deteriorate deter detract devious die died dies dying diluted dirt dirty disable disadvantage disagree disappear
disapprove disapproval discard discomfort disconcert discontinue discourage discouraging discrepancy discriminate
disconnect disdain disease disgruntled dishonest dislike dismal dismay dismiss disorganized disoriented dispute
disregard disrespect disrupt disruption dissatisfied dissatisfying distort distract distracting distress distrust
disturb disturbed disturbing dizzy doom doomed dreary drown dubious dud dull dumb dump egregious embarrass
embarrassed embarrassing endanger enemy enrage envy erratic evade evict exaggerate exasperate exasperating exclude
exhausted exhausting exploit expose expired fail failed failing fails failure fake fallout false fatal fault faulty
fear fearful fearsome fed_up feud fiasco fight filthy finicky flaw flawed flee flicker flimsy flop foolish forced
forgettable forgot fraud fraudulent freak freeze freezes froze frozen frighten frightening frown frustrate
frustrated frustrating frustration gaudy glitch glitchy gloom gloomy glum gossip greed greedy grief grieve grim
gripe groan grouchy grudge grumpy grueling guilt guilty gullible hack hamper harass hard_time hardship harm harmful
harsh hassle haunt hazard hazardous heartless hectic helpless hinder hoax hollow homeless homesick hopeless hostile
humiliate hungry hurt hurting hurts hypocrite hypocrisy hysteria idiot idiotic ignorant ignorance ignored ill
illegal illness imbalance impatient imperfect impolite impractical imprecise imprison impulsive inaccurate
inappropriate incoherent incompetent incompatible incomplete incomprehensible inconsiderate inconsistent
inconvenient inconvenience incorrect indecisive ineffective inefficient ineffectual inept inexcusable inferior
infect infection inflated inflict infuriate injure injured injury injustice insane insecure insensitive insincere
insipid insufficient insult insulting interfere interference interrupt interruption intimidate intolerant intrusive
invade invalid irrational irrelevant irresponsible irritate irritated irritating irritable irk isolated jail jarring
jealous jealousy jeopardize jerk jerky junk junky kill killed killing lame lame_duck lazy leaky leaks letdown
let_down liar lie lied lies lifeless limp loath lonely lonesome loose lose_interest loser loses losing loss lost
lousy ludicrous lying mad malfunction manipulative meager meaningless melodramatic menace mess messy mindless misery
misfire misfit misguided mishap misinform mislead misleading mismatch misrepresent missed misunderstand misuse mock
monotonous moron mourn muddled murky naive nasty naughty nausea needless negative neglect neglected nonsense
nonexistent numb obnoxious obsolete obstacle obstruct offend offended offensive ominous oppress oppressive outage
outrage overcharge overcharged overheat overheats overpriced overrated overwhelm overwhelmed pain painful panic
paranoid peeved peril perish perplexed pessimistic petty phony plague plagued plod poison pollute pollution poor
poorly poorer poverty powerless preachy prejudice prison problematic protest punish puny puzzled rage rant rash
rebel recession reckless refuse refused regret regrettable regression remorse repel resent resentful resign
resistant retaliate ridicule ridiculous rigid riot rip_off robbed rot rude ruin ruined rusty sabotage sad sadly
sadness saddest sarcastic scam scandal scar scare scared scary scold scorn scratch scratched selfish senseless
severe shabby shallow shame shameful shatter shock shocking shoddy shortage shortcoming shut sickness sigh sinister
skeptic slam slap slash sloppy sluggish smash smell smelly smelt smug smother snag snob sob somber sore sorrow sorry
spam spite spiteful spoil spoiled stain stale steal stench stereotype stink stinks stole stolen strain stranded
stress stressed stressful strife struggling stubborn stumble stupid subpar sub_par substandard suffer suffering
suffered suicide sulk swindle tacky tangled tantrum tarnish tasteless tear tears tease tedious tension terror theft
thief thorny threat threaten tiresome tired tiring torment torture touchy toxic tragedy tragic trap trashy traumatic
treason troubled troublesome turmoil ugly unable unacceptable unappealing unattractive unaware unbearable
uncomfortable unconvincing undelivered undermine underwhelmed underwhelming undesirable uneasy unemployed unethical
unfair unfaithful unfocused unforgivable unfortunate unfortunately unfriendly unfunny unhappy unhealthy unhelpful
unimpressed unimpressive uninformative uninspiring unintelligible uninteresting unjust unkind unlucky unnatural
unnecessary unoriginal unplayable unpleasant unpopular unpredictable unprofessional unqualified unreadable
unreasonable unreliable unresolved unresponsive unsafe unsatisfactory unsatisfied unsatisfying unsettling unstable
unsuccessful unsuitable unsupported untrue untrustworthy unwelcome unwilling unworthy upset upsetting vain vicious
victim villain violate violation violence violent virus vulgar vulnerable wail war warn warning warped weak weakness
weary weep whine widow withdraw woe wooden worried worry worrying worrisome wound wrecked wrong yawn yell yikes wtf
smh ugh argh grr ouch meltdown anger angry fume annoys crummy crappy crap pissed piss bloody screw screwed screw_up
screwed_up suck sucked sucks sucky bs bullshit shit shitty dammit damned douche bitch bastard asshole ass fool
fail_to fails_to failed_to sick_of tired_of does_not_work doesnt_work do_not_work dont_work did_not_work didnt_work
not_working stopped_working quit_working wont_work will_not_work wont_turn_on will_not_turn_on wont_start wont_open
wont_connect keeps_crashing keeps_freezing keeps_failing falls_apart fell_apart falling_apart broke_down breaks_down
broke gave_up give_up gives_up no_response no_reply no_answer nobody_answers no_help never_arrived never_came
never_received never_worked not_received did_not_arrive didnt_arrive still_not still_no cannot_access cant_access
locked_out cant_log_in cannot_log_in charged_twice double_charged overbilled want_my_money_back money_back refund
cancel cancelled canceled return_it returned_it returning_it send_it_back sent_it_back sending_it_back
dead_on_arrival doa dead died_after short_lived too_bad not_good not_worth not_happy not_recommend wouldnt_recommend
would_not_recommend cannot_recommend cant_recommend dont_recommend do_not_recommend dont_buy do_not_buy stay_away
steer_clear avoid_this avoid_at_all_costs look_elsewhere save_your_money waste_of wasted waste ripped_off
let_me_down lets_you_down nothing_but_trouble more_trouble_than fed_up_with put_off sold_out
leaves_much_to_be_desired leave_a_lot_to_be_desired leaves_a_lot_to_be_desired one_star 1_star two_stars
buyer_beware beware false_advertising bait_and_switch fine_print hidden_fees hung_up on_hold for_hours long_wait
wait_times run_around runaround get_rid_of far_from anything_but barely_works hard_to_use hard_to_read hard_to_find
difficult_to hard_to_follow pain_in_the no_sense makes_no_sense no_fun no_good no_use no_point whats_the_point
not_impressed not_satisfied not_pleased not_helpful not_as_good heart_attack miss_you miss_my missing_you miss_him
miss_her expected_better expected_a_lot_more deserve_better deserved_better not_what_i_ordered not_as_described
not_as_advertised wrong_item wrong_size wrong_order missing_parts missing_a not_turn_on wouldnt_turn_on not_connect
not_load wont_load not_responding doesnt_respond never_again_will never_got ghosted tedium disapointed dissapointed
disappointing_to baffling skewed undeliverable clueless folly troublemaker unemployment impair alone lock_up
locks_up freezes_up gag venting went_out_after no_refund cannot_use cant_use unable_to stuck_in stuck_on died_again
gave_out conked rattles wobble leaking overcooked undercooked soggy greasy stingy slowest pointless forgot_my
error_again crash_every`,
  '-1.9': `
😢 😞 😔 😟 🙁 ☹ 😣 😖 😫 😩 😤 😒 🙄 😥 😓 😰 😨 😱 😭 😿 ❌ ⚠ :( puke pukes sucking does_not_make_sense dont_make_sense
doesnt_make_sense dont_waste do_not_waste skip_this skip_it pass_on_this a_mess a_failure a_flop piece_of
stay_far_away big_mistake huge_mistake biggest_mistake murder murderer terrorism`,
  '-2.3': `
huge_disappointment what_a_waste what_a_joke such_a_waste complete_disaster never_buying never_coming_back
do_yourself_a_favor_and_skip robbery daylight_robbery unusable rip_offs con_artist con_artists useless_support
worst_experience bad_experience terrible_experience`,
  '-2.5': `
abuse abused abusive abominable abysmal agony appalling atrocious awful bad badly catastrophe catastrophic crushed
despair depressed depressing depression despicable despise detest detestable devastate devastated devastating dire
disappoint disappointed disappointing disappointment disappoints disaster disastrous disgrace disgraceful disgust
disgusted disgusting distraught dreadful excruciating fucked garbage ghastly gross grotesque gruesome hate hated
hateful hates hatred heartbreak heartbroken hell hellish hideous horrendous horrible horribly horrid horrific
horrify horrifying infuriating insufferable intolerable livid furious loathe loathsome miserable miserably
nauseating nightmare obscene outrageous pathetic putrid rape repugnant repulsive revolting rubbish scum sickening
terrible terribly terrified terrifying terrorist tragically trash traumatized unbearably unwatchable useless vile
vomit worse worsen worst worthless wreck wretched yuck yucky brutal evil laughable laughably painfully
waste_of_money waste_of_time complete_waste total_waste waste_your_time waste_your_money a_joke worst_ever
never_again never_buy never_order never_use never_going_back not_worth_it absolute_joke piece_of_junk piece_of_crap
piece_of_shit zero_stars no_stars broke_my_heart falling_short hate_it hate_this beyond_repair rock_bottom
ripped_me_off scammed in_tears fml`,
  '-2.7': `
😡 😠 🤬 👎 💔 🤮 🤢 💩 🖕 😾 </3`,
};
